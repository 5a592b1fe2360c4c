"""The dabs of the page that is worked on, as a hand sets them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, Signal

from ganstudio.gui.dabs.laid import DabStates, Laid
from ganstudio.gui.dabs.likely import Colours, Likely, Question
from ganstudio.gui.panel.form import Form
from ganstudio.image.dab import Colour, Dab
from ganstudio.image.photo import Photo

_RECENT = 8


class Board(QObject):
    """What is asked of the network is asked with the `form`'s engine and model."""

    edited = Signal()
    """There are other dabs."""
    changed = Signal()
    """Something looks otherwise: the dabs, which of them is chosen, what is known of their likely colours."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._laid = Laid()
        self._photo: Photo | None = None
        self._likely = Likely()
        self.open = False
        """Whether dabs can be set and changed now."""
        self.waiting: tuple[QPointF, ...] = ()
        """Where dabs will be as soon as their colour is known: shares of the photo's sides."""
        self.recent: Colours = ()
        """The colours used last, the latest first."""

    # What there is

    @property
    def dabs(self) -> tuple[Dab, ...]:
        """What lies on the photo: the same object as long as nothing has changed."""
        return self._states.now.items

    @property
    def chosen(self) -> int | None:
        """Which of them is chosen."""
        return self._states.now.chosen

    @property
    def dab(self) -> Dab | None:
        """The one that is chosen."""
        return None if self.chosen is None else self.dabs[self.chosen]

    @property
    def likely(self) -> Colours:
        """Likely colours of the chosen dab's place, as far as they are known."""
        question = self._question(self.dab) if self.dab else None
        return self._likely.known(question) if question else ()

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self.open and self._states.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back."""
        return self.open and self._states.can_redo

    @property
    def _states(self) -> DabStates:
        return self._laid.states

    def show(self, laid: Laid, photo: Photo | None, *, open_: bool) -> None:
        """The dabs of another page, or of the same after something was done to it; `open_`: they can be changed."""
        if laid is not self._laid or photo is not self._photo:
            self.waiting = ()
            self._likely.forget()
        self._laid, self._photo, self.open = laid, photo, open_
        self.changed.emit()

    # What is done

    def add(self, x: float, y: float) -> None:
        """Set one at (x, y), shares of the sides, of the colour that is likeliest there."""
        self.waiting = (*self.waiting, QPointF(x, y))
        self.choose(None)
        if len(self.waiting) == 1:
            self._find_next()

    def move(self, x: float, y: float, gesture: str) -> None:
        """Move the chosen one; moves of the same gesture are taken back at once."""
        if self.dab:
            self._put(replace(self.dab, x=x, y=y), gesture)

    def paint(self, colour: Colour, gesture: str = "") -> None:
        """Give the chosen one, or the one that waits for its colour, another; `gesture`: the hand is still choosing."""
        if self.waiting:
            self._set(self.waiting[0], colour)
        elif self.dab:
            self._put(replace(self.dab, colour=colour), gesture)
        if not gesture:
            self.recent = (colour, *(other for other in self.recent if other != colour))[:_RECENT]
            self.changed.emit()

    def choose(self, index: int | None) -> None:
        """Choose one."""
        self._states.choose(index)
        self.changed.emit()

    def remove(self) -> None:
        """Take the chosen one away."""
        if self.chosen is not None:
            self._states.put((*self.dabs[: self.chosen], *self.dabs[self.chosen + 1 :]), None)
            self._edit()

    def clear(self) -> None:
        """Take all away."""
        self.lay(())

    def lay(self, dabs: tuple[Dab, ...]) -> None:
        """These in the place of all others; one change."""
        self.waiting = ()
        self._states.put(dabs, None)
        self._edit()

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        possible = self.can_undo
        if possible:
            self._states.undo()
            self._edit()
        return possible

    def redo(self) -> bool:
        """Do it again; whether there was one."""
        possible = self.can_redo
        if possible:
            self._states.redo()
            self._edit()
        return possible

    def look_up(self) -> None:
        """Find the likely colours of the chosen dab's place."""
        question = self._question(self.dab) if self.dab else None
        if question and not self._likely.at_it(question) and self._form.engine:
            self._likely.ask(question, self._form.engine, self._form.runner, lambda _found: self.changed.emit())

    # What follows

    def _find_next(self) -> None:
        """The colour of the first that waits."""
        place = self.waiting[0]
        question = self._question(Dab(place.x(), place.y(), (0, 0, 0)))
        if question is None or self._form.engine is None:
            return

        def done(colours: Colours) -> None:
            if colours and self.waiting[:1] == (place,):
                self._set(place, colours[0])
            else:
                self.changed.emit()  # the dab has got its colour by hand meanwhile: its card waits for these

        def failed(_sentence: str) -> None:  # where there is no model the panel says so
            self.waiting = ()
            self.changed.emit()

        self._likely.ask(question, self._form.engine, self._form.runner, done, failed)

    def _set(self, place: QPointF, colour: Colour) -> None:
        self.waiting = self.waiting[1:]
        self._states.put((*self.dabs, Dab(place.x(), place.y(), colour)), len(self.dabs))
        self._edit()
        if self.waiting:
            self._find_next()

    def _put(self, dab: Dab, gesture: str) -> None:
        index = self.chosen
        assert index is not None
        self._states.put((*self.dabs[:index], dab, *self.dabs[index + 1 :]), index, gesture)
        self._edit()

    def _edit(self) -> None:
        self.changed.emit()
        self.edited.emit()

    def _question(self, dab: Dab) -> Question | None:
        others = tuple(other for other in self.dabs if other != dab)
        model = str(self._form.params.model)
        return Question(self._photo, dab.x, dab.y, others, model) if self._photo else None
