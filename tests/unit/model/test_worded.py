"""A sentence that knows its pattern can be said in another language; else it is plain text."""

import json
import pickle
import re

import pytest

from biruni.model.problems import InvalidInput, Problem, did_you_mean
from biruni.model.uncertain_date import DateError, as_of_day
from biruni.model.worded import Worded, again, either, together, worded
from biruni.report.phrases import phrases

_SAID = {
    'no state "{state}"': "нет государства «{state}»",
    "because {why}": "потому что {why}",
    "it rains": "идёт дождь",
}


def say(pattern: str) -> str:
    """Translate what the table has."""
    return _SAID.get(pattern, pattern)


def test_a_sentence_is_english_text():
    """Whoever knows nothing of patterns sees a text: on a terminal, in JSON, in a comparison."""
    sentence = worded('no state "{state}"', state="UZK")
    assert sentence == 'no state "UZK"'
    assert json.dumps(sentence) == '"no state \\"UZK\\""'


def test_another_language_fills_in_its_own_pattern():
    """Values stay, sentences within sentences are said again too."""
    assert again(worded('no state "{state}"', state="UZK"), say) == "нет государства «UZK»"
    nested = worded("because {why}", why=worded("it rains"))
    assert nested == "because it rains"
    assert again(nested, say) == "потому что идёт дождь"


def test_a_value_is_no_pattern():
    """What a reader typed is never read as a pattern, in either language."""
    for text in ("{state}", "{0.__class__}", "%s", "{"):
        sentence = worded('no state "{state}"', state=text)
        assert sentence == f'no state "{text}"'
        assert again(sentence, say) == f"нет государства «{text}»"


def test_sentences_are_joined_and_still_known():
    """Several problems are one sentence of which each can be said again."""
    joined = together([worded("it rains"), worded('no state "{state}"', state="X")])
    assert joined == 'it rains; no state "X"'
    assert again(joined, say) == "идёт дождь; нет государства «X»"
    assert either(["a", "b", "c"]) == "a or b or c"


def test_a_sentence_travels_between_processes():
    """Errors are pickled by workers and by the tests."""
    sentence = pickle.loads(pickle.dumps(worded('no state "{state}"', state="X")))
    assert isinstance(sentence, Worded)
    assert again(sentence, say) == "нет государства «X»"


@pytest.mark.parametrize(
    "given",
    [
        "31.12.2020",
        "2020-13",
        "20201231",
        "2020-02-30",
        "x",
        "",
        "2020-1",
        "988",
        "2024–05",
        "2024Z",
    ],
)
def test_what_is_wrong_with_a_date_is_said_in_russian(given):
    """Every problem and every remedy has a translation."""
    with pytest.raises(DateError) as caught:
        as_of_day(given)
    said, lang = phrases("ru").again(caught.value.worded)
    assert lang == ""
    assert ", знак " in said
    assert not re.search("[a-z]{4}", said)


def test_an_error_made_of_problems_is_said_again():
    """Place and code stay; message and hint change their language."""
    hint = did_you_mean("kin", ["kind"])
    problem = Problem("kin", 0, "api.unknown-parameter", worded("no such parameter"), hint)
    error = InvalidInput(problems=[problem])
    assert str(error) == 'kin: no such parameter (did you mean "kind"?) [api.unknown-parameter]'
    said, lang = phrases("ru").again(error.message)
    assert said == "kin: такого параметра нет (может быть, «kind»?) [api.unknown-parameter]"
    assert lang == ""


def test_what_has_no_translation_stays_english_and_says_so():
    """Half a sentence in each language would be worse than one in English."""
    sentence = together([worded("there is no date"), worded("a sentence nobody translated")])
    assert phrases("ru").again(sentence) == (sentence, "en")
