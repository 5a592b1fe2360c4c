"""The batch window: photos, steps and results chosen on one page, the work watched on another."""
