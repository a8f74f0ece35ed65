"""What comes in through forms, checked by pydantic and turned into the desk's own types."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from segue.departure.consent import Ground, PersonalContact
from segue.departure.contact_point import ContactKind, ContactPoint, Topic
from segue.departure.errors import InputError
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import NewJobFact, Reason, SenderMode, SuccessorFact, Terms
from segue.desk.client_facts import ClientFacts
from segue.desk.start import Facts
from segue.desk.take_over import Absent

LONGEST_LINE = 200
MOST_POINTS = 5
"""Contact points of one departure: more than five topics are no help to a client."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)

Line = Annotated[str, BeforeValidator(lambda value: " ".join(str(value).split())), Field(max_length=LONGEST_LINE)]
NoneIfEmpty = BeforeValidator(lambda value: None if value == "" else value)
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Years = Annotated[Annotated[int, Field(ge=0, le=60)] | None, NoneIfEmpty]

ModelT = TypeVar("ModelT", bound="Form")


class FormErrors(InputError):
    """Every mistake of a form at once, each with its field."""

    def __init__(self, errors: list[InputError]) -> None:
        super().__init__("input", field=errors[0].field)
        self.errors = errors


class Form(BaseModel):
    """The base of all forms: unknown fields (such as the CSRF token) are left alone."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class ThreeAnswers(Form):
    """The first screen."""

    contact_name: Line = Field(min_length=1)
    last_day: Day
    first_client: Line = ""


class PointForm(Form):
    """A further contact point, for a topic; its fields come in as ``point_<number>_<name>``."""

    id: Line = ""
    topic: Annotated[Topic | None, NoneIfEmpty] = None
    name: Line = ""
    email: Line = ""
    phone: Line = ""

    def point(self, new_id: Callable[[], str]) -> ContactPoint:
        """Return the desk's contact point."""
        return ContactPoint(
            self.id or new_id(), ContactKind.SUCCESSOR, self.name, self.email, self.phone, topic=self.topic
        )


class FactsForm(Form):
    """The facts of a departure as the leaver proposes them."""

    last_day: Day
    contact_from: Day
    kind: DepartureKind = DepartureKind.LEAVING
    contact_kind: ContactKind = ContactKind.SUCCESSOR
    contact_topic: Annotated[Topic | None, NoneIfEmpty] = None
    points: list[PointForm] = []
    contact_name: Line = Field(min_length=1)
    contact_email: Line = ""
    contact_phone: Line = ""
    contact_job_title: Line = ""
    contact_years_here: Years = None
    contact_gender: Gender = Gender.UNSTATED
    contact_id: Line = ""
    bridge_name: Line = ""
    bridge_email: Line = ""
    bridge_phone: Line = ""
    bridge_gender: Gender = Gender.UNSTATED
    bridge_id: Line = ""
    register_: Register = Field(Register.NEUTRAL, alias="register")
    proposed_mode: Annotated[SenderMode | None, NoneIfEmpty] = None
    reason: Annotated[Reason | None, NoneIfEmpty] = None
    hope_to_meet: bool = False
    denied: str = Field("", max_length=2000)
    personal_said: Line = ""
    personal_ground: Annotated[Ground | None, NoneIfEmpty] = None
    personal_until: Annotated[Day | None, NoneIfEmpty] = None

    def facts(self, new_id: Callable[[], str]) -> Facts:
        """Return the desk's facts; contact points keep their ids."""
        point = ContactPoint(
            self.contact_id or new_id(),
            self.contact_kind,
            self.contact_name,
            self.contact_email,
            self.contact_phone,
            self.contact_job_title,
            self.contact_years_here,
            self.contact_gender,
            self.contact_topic,
        )
        return Facts(
            self.last_day,
            self.contact_from,
            (point, *(one.point(new_id) for one in self.points if one.name or one.email or one.phone)),
            self.kind,
            self._bridge(new_id),
            self.register_,
            self.proposed_mode,
            self.reason,
            self.hope_to_meet,
            _lines(self.denied),
            self._personal_contact(),
        )

    def _personal_contact(self) -> PersonalContact | None:
        if not self.personal_said:
            return None
        if self.personal_ground is None or self.personal_until is None:
            raise missing(self, "personal_ground", "personal_until")
        return PersonalContact(self.personal_said, self.personal_ground, self.personal_until)

    def _bridge(self, new_id: Callable[[], str]) -> ContactPoint | None:
        if not (self.bridge_name or self.bridge_email or self.bridge_phone):
            return None
        return ContactPoint(
            self.bridge_id or new_id(),
            ContactKind.INTERIM,
            self.bridge_name,
            self.bridge_email,
            self.bridge_phone,
            gender=self.bridge_gender,
        )


class AnswerForm(Form):
    """The approver's answer (P2). What may be told at all, by whom and from when, has no default.

    ``may_tell`` "nobody" is a "no" for good: no letters, and the approver gets the list of clients.
    """

    may_tell: Annotated[str, Field(pattern="^(true|false|nobody)$")]
    mode: Annotated[SenderMode | None, NoneIfEmpty] = None
    manager_address: Line = ""
    release: Annotated[str, Field(pattern="^(approved|at|)$")] = ""
    release_day: Annotated[Day | None, NoneIfEmpty] = None
    release_time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "09:00"
    excluded: str = Field("", max_length=5000)
    reasons: list[Reason] = []
    successor_facts: list[SuccessorFact] = []
    new_job_facts: list[NewJobFact] = []
    new_job_is_competitor: Annotated[bool | None, NoneIfEmpty] = None
    may_hope_to_meet: bool = False
    may_give_personal_contact: bool = False
    copy_to_approver: bool = False
    comment: str = Field("", max_length=1000)

    @property
    def allows(self) -> bool:
        """Say whether clients may be told."""
        return self.may_tell == "true"

    def terms(self, zone: str, manager_id: str = "") -> Terms:
        """Return the desk's terms; the release day and time are of the workspace's zone.

        Raises FormErrors with everything that a "yes" leaves open.
        """
        if self.allows and (left_open := self._left_open()):
            raise FormErrors(left_open)
        return Terms(
            may_tell=self.allows,
            mode=self.mode,
            release=self._release(zone) if self.allows else None,
            excluded=_lines(self.excluded),
            reasons=frozenset(self.reasons),
            successor_facts=frozenset(self.successor_facts),
            new_job_facts=frozenset(self.new_job_facts),
            new_job_is_competitor=self.new_job_is_competitor,
            may_hope_to_meet=self.may_hope_to_meet,
            may_give_personal_contact=self.may_give_personal_contact,
            copy_to_approver=self.copy_to_approver,
            comment=self.comment,
            no_contact=self.may_tell == "nobody",
            manager_id=manager_id,
        )

    def _left_open(self) -> list[InputError]:
        without_day = self.release == "at" and self.release_day is None
        asked = [
            (self.mode is None, InputError("who_tells_missing", field="mode")),
            (not self.release, InputError("release_missing", field="release")),
            (without_day, InputError("release_day_missing", field="release_day")),
        ]
        return [error for is_open, error in asked if is_open]

    def _release(self, zone: str) -> datetime | None:
        if self.release_day is None or self.release != "at":
            return None
        hour, minute = self.release_time.split(":")
        local = datetime(
            self.release_day.year,
            self.release_day.month,
            self.release_day.day,
            int(hour),
            int(minute),
            tzinfo=ZoneInfo(zone),
        )
        return local.astimezone(UTC)


class AbsentForm(Form):
    """Whose departure is opened where there is nobody to ask (P8)."""

    leaver: Line = Field(min_length=1)
    kind: DepartureKind
    last_day: Day
    contact_name: Line = Field(min_length=1)

    def absent(self) -> Absent:
        """Return the desk's facts."""
        return Absent(self.leaver, self.last_day, self.contact_name, self.kind)


class ClientForm(Form):
    """One client's facts."""

    locale: Line = ""
    register_: Annotated[Register | None, NoneIfEmpty] = Field(None, alias="register")
    gender: Gender = Gender.UNSTATED
    form: Line = ""
    salutation: Line = ""
    years_together: Years = None
    note: str = Field("", max_length=300)
    give_reason: Annotated[bool | None, NoneIfEmpty] = None
    contact_point_id: Line = ""
    patronymic: Line = ""
    personal_contact: bool = False
    name: Line = ""
    open_items: str = Field("", max_length=20_000)
    agreements: str = Field("", max_length=20_000)

    def facts(self) -> ClientFacts:
        """Return the desk's facts."""
        return ClientFacts(
            self.locale,
            self.register_,
            self.gender,
            self.form,
            self.salutation,
            self.years_together,
            " ".join(self.note.split()),
            self.give_reason,
            self.contact_point_id,
            self.patronymic,
            self.personal_contact,
            self.name,
            items_in(self.open_items),
            items_in(self.agreements),
        )


def items_in(text: str) -> tuple[str, ...]:
    """Return lines for the successor as typed, one an item, without what cannot be seen but for Hindi's joiners."""
    seen = ("".join(one for one in line if one.isprintable() or one in "\u200c\u200d") for line in text.splitlines())
    return _lines("\n".join(" ".join(line.split()) for line in seen))


def missing(form: Form, *fields: str) -> FormErrors:
    """Return the failure of those of some fields that are not answered."""
    return FormErrors([InputError("field_missing", field=name) for name in fields if getattr(form, name) is None])


def together(*parts: Callable[[], Any]) -> list[Any]:
    """Return what each part of a form gives; raises FormErrors with the mistakes of all parts at once."""
    given, errors = [], []
    for part in parts:
        try:
            given.append(part())
        except FormErrors as wrong:
            errors += wrong.errors
    if errors:
        raise FormErrors(errors)
    return given


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def read_form(model: type[ModelT], form: MultiDict[str, str]) -> ModelT:
    """Return what a form holds; raises FormErrors with every mistake at its field."""
    several = {name for name, field in model.model_fields.items() if str(field.annotation).startswith("list")}
    given: dict[str, Any] = {name: (form.getlist(name) if name in several else form[name]) for name in form}
    if "points" in several:
        given["points"] = _points(form)
    try:
        return model.model_validate(given)
    except ValidationError as error:
        wrong = [_input_error(item["type"], _field(item["loc"]), item["input"]) for item in error.errors()]
        raise FormErrors(wrong) from error


def _field(place: tuple[int | str, ...]) -> str:
    """Return the form field that a mistake belongs to: ("points", 0, "email") is ``point_1_email``."""
    if place[0] == "points" and len(place) == 3:
        return f"point_{int(place[1]) + 1}_{place[2]}"
    return str(place[0])


def _points(form: MultiDict[str, str]) -> list[dict[str, str]]:
    """Gather the numbered fields of further contact points; numbers that are missing are empty."""
    names = PointForm.model_fields
    return [{name: form.get(f"point_{number}_{name}", "") for name in names} for number in range(1, MOST_POINTS)]


def _input_error(kind: str, field: str, typed: object) -> InputError:
    if kind in ("missing", "string_too_short") or typed == "":
        return InputError("field_missing", field=field)
    if kind.startswith("date"):
        return InputError("date_unreadable", field=field)
    if kind in ("greater_than_equal", "less_than_equal"):
        return InputError("out_of_range", field=field)
    return InputError("text_too_long" if kind == "string_too_long" else "choice_unknown", field=field)
