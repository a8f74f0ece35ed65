"""Tables of cases that are one test: a thousand tests of a millisecond cost more than what they do."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


def for_each(names: str | tuple[str, ...], cases: Iterable[Any] | Callable[..., Iterable[Any]]) -> Any:
    """Run a test for every case, as ``pytest.mark.parametrize`` would; it fails once and names each case that is wrong.

    For cases that share nothing but what is made once for all. ``cases`` may be a function of the test's other values.
    """
    wanted = (names,) if isinstance(names, str) else tuple(names)
    kept = list(cases) if isinstance(cases, Iterable) else cases

    def one_test(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def all_cases(**given: Any) -> None:
            rows = kept if isinstance(kept, list) else list(kept(**given))
            assert rows, "no case at all"
            wrong = [told for row in rows if (told := _failure(test, given, wanted, row))]
            assert not wrong, f"{len(wrong)} of {len(rows)} cases:\n" + "\n".join(wrong)

        whole = inspect.signature(test)
        left = [one for name, one in whole.parameters.items() if name not in wanted]
        all_cases.__signature__ = whole.replace(parameters=left)  # type: ignore[attr-defined]  # what pytest reads
        return all_cases

    return one_test


def _failure(test: Callable[..., None], given: dict[str, Any], names: tuple[str, ...], row: Any) -> str:
    values = dict(zip(names, (row,) if len(names) == 1 else row, strict=True))
    try:
        test(**given, **values)
    except Exception as error:  # told with the others
        called = ", ".join(f"{name}={getattr(value, '__name__', value)!s:.80}" for name, value in values.items())
        return f"- {called}: {type(error).__name__}: {error}"
    return ""
