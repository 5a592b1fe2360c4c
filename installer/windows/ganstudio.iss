; Inno Setup 6.3 or newer: iscc /DVersion=... installer\windows\ganstudio.iss, after `python -m installer` has made
; dist\ganstudio. Installed for one user, so that nobody needs to be an administrator; what a user makes lies in
; %LOCALAPPDATA%\ganstudio and stays when the program is removed. The same AppId upgrades an older version in its place.

#ifndef Version
  #error The version is missing: iscc /DVersion=...
#endif

[Setup]
AppId={{6E1B7C0B-2F0B-4B38-9C1B-0F5A7C6E9D11}
AppName=ganstudio
AppVersion={#Version}
AppPublisher=ganstudio contributors
DefaultDirName={localappdata}\Programs\ganstudio
DefaultGroupName=ganstudio
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=ganstudio-{#Version}-windows-x86_64
SetupIconFile=..\..\build\ganstudio.ico
UninstallDisplayIcon={app}\ganstudio.exe
UninstallDisplayName=ganstudio
Compression=lzma2/max
SolidCompression=yes
; A gigabyte in one stream is more than the 32-bit compiler has room for in its own process.
LZMAUseSeparateProcess=yes
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"
Name: "spanish"; MessagesFile: "compiler:Languages\Spanish.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "..\..\dist\ganstudio\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; Of an older version: modules that are gone must not be found any more.
Type: filesandordirs; Name: "{app}\_internal"

[UninstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\ganstudio"; Filename: "{app}\ganstudio.exe"
Name: "{autodesktop}\ganstudio"; Filename: "{app}\ganstudio.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.ganstudio"; ValueType: string; ValueData: "ganstudio.project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\ganstudio.project"; ValueType: string; ValueData: "ganstudio project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\ganstudio.project\DefaultIcon"; ValueType: string; ValueData: "{app}\ganstudio.exe,0"
Root: HKA; Subkey: "Software\Classes\ganstudio.project\shell\open\command"; ValueType: string; ValueData: """{app}\ganstudio.exe"" open ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\shell\open\command"; ValueType: string; ValueData: """{app}\ganstudio.exe"" open ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".jpg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".jpeg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".png"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".webp"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".tif"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".tiff"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".avif"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".bmp"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".gif"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".dng"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".cr2"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".cr3"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".nef"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".arw"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".orf"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".raf"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\ganstudio.exe\SupportedTypes"; ValueType: string; ValueName: ".rw2"; ValueData: ""

[Run]
Filename: "{app}\ganstudio.exe"; Description: "{cm:LaunchProgram,ganstudio}"; Flags: nowait postinstall skipifsilent
