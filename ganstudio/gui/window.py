"""The window: puts the rooms together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QMainWindow

from ganstudio.gui.actions import Actions
from ganstudio.gui.batch.desk import BatchDesk
from ganstudio.gui.canvas.canvas import ORIGINAL_KEY
from ganstudio.gui.commands import Commands
from ganstudio.gui.cutout.desk import InsertDesk
from ganstudio.gui.dabs.files import DabFiles
from ganstudio.gui.dabs.offer import Offer
from ganstudio.gui.dialogs.help import about_dialog, shortcuts_dialog
from ganstudio.gui.docks import add_docks
from ganstudio.gui.drops import Drops
from ganstudio.gui.explorer.desk import ExplorerDesk
from ganstudio.gui.guide.desk import GuideDesk
from ganstudio.gui.history_dock import HistoryList
from ganstudio.gui.instruments.laid import Laid
from ganstudio.gui.library.compare.desk import CompareDesk
from ganstudio.gui.library.desk import LibraryDesk
from ganstudio.gui.look.icons import put_again
from ganstudio.gui.look.language import apply_language
from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.look.words import say_again
from ganstudio.gui.mask.kit import Kit
from ganstudio.gui.mask.laid import MaskLaid
from ganstudio.gui.page import Page
from ganstudio.gui.palette import Palette
from ganstudio.gui.panel.panel import ToolPanel
from ganstudio.gui.panel.preview import Preview
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.parts.middle import Middle, Part
from ganstudio.gui.parts.seam import Seam
from ganstudio.gui.place import put_back, write_down
from ganstudio.gui.projects.change import Changes
from ganstudio.gui.projects.desk import ProjectDesk
from ganstudio.gui.projects.keeper import Keeper
from ganstudio.gui.projects.recovery import Recovery
from ganstudio.gui.recent_menu import RecentMenu
from ganstudio.gui.reports import Reports
from ganstudio.gui.session import Session
from ganstudio.gui.stage import Stage
from ganstudio.gui.start_page import StartPage
from ganstudio.gui.status import Status
from ganstudio.gui.studio import Studio
from ganstudio.gui.table import menus, table
from ganstudio.gui.toolbar import build_toolbar
from ganstudio.gui.training.desk import TrainingDesk
from ganstudio.gui.unapplied import Unapplied
from ganstudio.gui.work import ToolWork
from ganstudio.gui.workflows import Workflows
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.settings import Settings

ROOMY = 1100
"""From this width on there is room for the names of the tools."""
ORIGINAL_KEYS = (ORIGINAL_KEY, Qt.Key.Key_Backslash)


class Window(QMainWindow):
    """Rooms that know each other only through here."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        studio.setParent(self)
        self.session = Session(studio)
        self.work = ToolWork(studio)
        self.kit = Kit(self)
        self.panels = PanelStack(studio, self.work, self.kit)
        self.preview = Preview(studio)
        self.laid = Laid()
        self.mask_laid = MaskLaid()
        self.tools = Palette()
        self._recent = RecentMenu(self)
        self.changes = Changes(self.session, self.panels)
        self.history = HistoryList(studio, self.changes)
        self.status = Status(studio)
        self.stage = Stage(self.session, StartPage())
        self.reports = Reports(studio, self.stage.banner, self)
        self.unapplied = Unapplied(studio, self.session, self.panels, self.work)
        self.projects = ProjectDesk(studio, self.session, self)
        self.commands = Commands(studio, self.session, self.work, self.unapplied, self.projects, self)
        self.inserts = InsertDesk(studio, self.session, self.panels, self)
        self.offer = Offer(self.session, self.panels, self.stage.banner, self.choose)
        self.dab_files = DabFiles(studio, self.panels, self)
        self.workflows = Workflows(studio, self.session, self.work, self.unapplied, self)
        self.batches = BatchDesk(studio, self.workflows.shelf, self)
        self.explorer = ExplorerDesk(studio, self.session, self.panels, self)
        self.keeper = Keeper(studio, self.session, self.panels, self)
        self.recovery = Recovery(studio, self.session, self.keeper, self.stage.recovery, self)
        self.middle = Middle(self.stage)
        self.trainings = TrainingDesk(studio, self.middle, self.open_photo, self)
        self.library = LibraryDesk(studio, self.middle, self)
        self.versus = CompareDesk(studio, self.session, self.panels, self)
        self.guide = GuideDesk(self)
        self.drops = Drops(self)
        self.setCentralWidget(self.middle)
        self.setStatusBar(self.status)
        self.palette_dock, self.panel_dock, self.history_dock = self.docks = add_docks(
            self, self.tools, self.panels, self.history
        )
        self.menu_actions = Actions(table(self), menus(), self)
        self._build_menus()
        self._connect()
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self.tools.set_named(put_back(self).get("names", True) is True)
        self._refresh()

    def begin(self, paths: Iterable[Path]) -> None:
        """What can wait until the window is seen: photos, small pictures, torch."""
        self.keeper.begin()
        self.recovery.look()
        self.session.open(paths)
        self.stage.start.refresh()
        self.studio.find_device()
        self.batches.look_for_unfinished()
        self.trainings.look()

    # What actions ask and do

    @property
    def panel(self) -> ToolPanel:
        """The panel of the tool that is chosen."""
        return self.panels.current

    def has_photo(self) -> bool:
        """Whether a photo is open."""
        return self.session.current is not None

    def open_photo(self) -> Photo | None:
        """The current photo as it is now."""
        return self.session.current.document.photo if self.session.current else None

    def idle(self) -> bool:
        """Whether a photo is open that no tool is at work on."""
        return self.session.current is not None and not self.session.current.busy

    def choose(self, name: str) -> None:
        """The tool called `name`; its panel is shown, wherever it was."""
        self.panels.choose(name)
        self.panel_dock.show()
        self._refresh_actions()

    def run(self) -> None:
        """The tool, on the whole of the current photo."""
        page, panel = self.session.current, self.panel
        if page and panel.ready:
            self.work.start(page, panel.tool, panel.params, panel.attachments, panel.seed)

    def paste(self) -> None:
        """What is in the clipboard: a piece to insert, or a photo to open."""
        data = QApplication.clipboard().mimeData()
        if not self.inserts.take(data):
            self.commands.take(data)

    def switch_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_shortcuts(self) -> None:
        """The page of shortcuts."""
        shortcuts_dialog(self.menu_actions, self).open()

    def show_about(self) -> None:
        """What the program is."""
        about_dialog(self).open()

    # Putting together

    def _build_menus(self) -> None:
        self.menu_actions.add("recent", self._recent.menuAction())
        self.menu_actions.add("apply_workflow", self.workflows.menu.menuAction())
        self.menu_actions.fill_menus(self.menuBar())
        self.bar = build_toolbar(self.menu_actions)
        self.seam = Seam(self)
        self.addToolBar(self.bar)
        self.tools.fill(self.menu_actions)

    def _connect(self) -> None:
        studio, session, stage = self.studio, self.session, self.stage
        studio.told.connect(stage.banner.bad_news)
        studio.runner.bug.connect(self.reports.tell)
        studio.settings_changed.connect(self._settle)
        session.asked.connect(stage.banner.forget_bad_news)
        session.opening.connect(self.status.tell)
        self.projects.told.connect(self.status.tell)
        self.projects.told.connect(self._refresh_actions)
        self.projects.saved.connect(self._project_saved)
        session.current_changed.connect(self._refresh)
        session.page_changed.connect(self._page_changed)
        self._recent.chosen.connect(lambda path: session.open([path]))
        stage.close_requested.connect(self.commands.close)
        stage.start.chosen.connect(lambda path: session.open([path]))
        stage.start.open_requested.connect(self.commands.ask_open)
        stage.strip.model().modelReset.connect(self._refresh_actions)
        self.panels.changed.connect(self._watch)
        self.panels.run_requested.connect(self.run)
        self.panels.help_requested.connect(self.guide.show_page)
        self.preview.told.connect(lambda text: self.panel.set_hint(text))
        self.work.changed.connect(self._refresh_actions)
        self.commands.exported.connect(self._exported)
        self.commands.copied.connect(lambda: stage.banner.good_news(_("The picture is in the clipboard.")))
        self._connect_batches()
        self.recovery.tool_wanted.connect(self.choose)
        self.explorer.exported.connect(stage.saved)
        self.explorer.folder_requested.connect(self.commands.show_in_folder)
        self.inserts.opening.connect(self.status.tell)
        self.tools.switched.connect(self._refresh_actions)
        self.kit.changed.connect(self._refresh_actions)
        for dock in self.docks:
            dock.visibilityChanged.connect(self._refresh_actions)
        for key in ORIGINAL_KEYS:  # shortcuts come before the search by letters of lists, and after text fields
            held = QShortcut(QKeySequence(key), self, lambda: self._show_original(True))
            held.setAutoRepeat(False)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _connect_batches(self) -> None:
        batches, workflows, banner = self.batches, self.workflows, self.stage.banner
        batches.told.connect(self.status.tell_batch)
        batches.offered.connect(lambda sentence: banner.offer(sentence, _("Show the batch"), batches.show))
        batches.open_requested.connect(self._open_result)
        batches.folder_requested.connect(self.commands.show_in_folder)
        self.status.batch_requested.connect(batches.show)
        self.trainings.told.connect(self.status.tell_training)
        self.status.training_requested.connect(self.trainings.show)
        self.commands.folder_dropped.connect(batches.ask_about)
        workflows.used.connect(batches.use)
        workflows.saved.connect(self._workflow_saved)

    # What follows from what happens

    def _page_changed(self, page: Page) -> None:
        if page is self.session.current:
            self._refresh()

    def _refresh(self) -> None:
        page = self.session.current
        self.panels.show_page(page)
        self.history.show_page(page)
        self.status.show_page(page if self.middle.part is Part.PHOTOS else None)
        self.setWindowTitle(f"{page.title}[*] – ganstudio" if page else "ganstudio")
        self._watch()

    def _watch(self) -> None:
        page, panel = self.session.current, self.panel
        self.laid.watch(page, panel.tool.instrument, panel)
        self.mask_laid.watch(page, panel.masks, panel.picking)
        self.preview.watch(page, panel.tool, panel.params, panel.previewed, panel.attachments, panel.seed)
        self.setWindowModified(bool(page and page.unsaved))
        if page:
            self.stage.mark(page)
        self._refresh_actions()

    def _refresh_actions(self, *_news: Any) -> None:
        self.menu_actions.refresh()
        photos = self.middle.part is Part.PHOTOS
        self.menu_actions["apply_workflow"].setEnabled(self.workflows.can_apply and photos)

    def _workflow_saved(self, name: str) -> None:
        sentence = _("The workflow {name} is saved.").format(name=name)
        self.stage.banner.good_news(sentence, _("Workflows…"), self.workflows.show)

    def _open_result(self, path: Any) -> None:
        """A result of a batch, seen here."""
        self.session.open([path])
        self.activateWindow()
        self.raise_()

    def _project_saved(self, path: Any) -> None:
        self.stage.saved(path)
        self.status.tell(_("{name} is saved.").format(name=path.name))

    def _exported(self, path: Any) -> None:
        self.stage.saved(path)
        self.stage.banner.good_news(
            _("Exported to {path}.").format(path=path), _("Show folder"), lambda: self.commands.show_in_folder(path)
        )

    def _settle(self, before: Settings) -> None:
        """Other settings: what they change is seen at once."""
        now, app = self.studio.settings, QApplication.instance()
        assert isinstance(app, QApplication)
        if now.theme != before.theme:
            self._dress(app)
        if now.language != before.language:
            apply_language(app, now.language)
            say_again(self)
            self.stage.banner.clear()  # told in the other language
            self._refresh()

    def _follow_system(self) -> None:
        app = QApplication.instance()
        if self.studio.settings.theme == "system" and isinstance(app, QApplication):
            self._dress(app)

    def _dress(self, app: QApplication) -> None:
        apply_theme(app, self.studio.settings.theme)
        put_again(self)
        self.history.speak()

    def _show_original(self, on: bool) -> None:
        if self.session.current:
            self.session.current.canvas.show_original(on)

    # What Qt tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tools.set_room(self.width() >= ROOMY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ORIGINAL_KEYS and not event.isAutoRepeat():  # with AltGr, where shortcuts do not see it
            self._show_original(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in ORIGINAL_KEYS and not event.isAutoRepeat():
            self._show_original(False)
        else:
            super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.drops.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drops.drop(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "menu_actions"):
            self._refresh_actions()
        elif event.type() == QEvent.Type.ActivationChange and hasattr(self, "session"):
            self._show_original(False)  # the key is let go elsewhere

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.batches.may_quit() and self.trainings.may_quit() and self.commands.close_all():
            self.batches.close()
            self.trainings.close()
            self.seam.put_back()
            write_down(self, names=self.tools.named())
            self.explorer.close()
            self.recovery.leave()
            self.keeper.close()
            self.versus.close()
            self.guide.close()
            event.accept()
        else:
            event.ignore()
