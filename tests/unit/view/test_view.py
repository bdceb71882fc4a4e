"""What is visible at a moment."""

import pytest

from biruni.model.problems import NotFound
from biruni.view.view import publication_days

TREATY = "xx/instrument/treaty"


def _visible(world, **times):
    return {
        each.value for each in world.view("2030", **times).about(TREATY) if each.property == "title"
    }


def test_a_statement_is_visible_while_the_ledger_held_it(world):
    """From its recording up to its retraction, and not at that second itself."""
    world.say(TREATY, "title", "A", at="2024-02-01T00:00:00Z", until="2024-03-01T00:00:00Z")
    assert _visible(world, known_at="2024-01-31") == set()
    assert _visible(world, known_at="2024-02-01T00:00:00Z") == {"A"}
    assert _visible(world, known_at="2024-02-29") == {"A"}
    assert _visible(world, known_at="2024-03-01T00:00:00Z") == set()


def test_a_statement_recorded_again_is_visible_again(world):
    """What was retracted and recorded again counts again."""
    world.say(TREATY, "title", "A", until="2024-03-01T00:00:00Z")
    world.say(TREATY, "title", "A", at="2024-05-01T00:00:00Z")
    assert _visible(world, known_at="2024-04-01") == set()
    assert _visible(world, known_at="2024-05-01") == {"A"}
    assert _visible(world) == {"A"}


def test_published_by_sets_aside_what_was_published_later(world):
    """A source counts from the last day on which it may have been published."""
    world.source("monthly", "2013-03")
    world.say(TREATY, "title", "A", source="monthly")
    assert _visible(world, published_by="2013-03-30") == set()
    assert _visible(world, published_by="2013-03-31") == {"A"}


def test_a_source_without_a_date_is_set_aside(world):
    """Nobody can say that an undated source was public by a day."""
    world.source("leaflet")
    world.say(TREATY, "title", "A", source="leaflet")
    assert _visible(world, published_by="2029") == set()
    assert _visible(world) == {"A"}


def test_what_a_source_relays_was_public_with_it(world):
    """The relay's date counts for a source that is read only there."""
    world.source("rumour", relayed_by="herald")
    world.source("herald", "2014")
    world.say(TREATY, "title", "A", source="rumour")
    world.say(TREATY, "title", "B", source="leaflet", via="herald")
    assert _visible(world, published_by="2013") == set()
    assert _visible(world, published_by="2014") == {"A", "B"}


def test_a_relay_of_a_relay_counts_too(world):
    """What one page quotes from a quotation was public with that page, even in a circle."""
    world.source("whisper", relayed_by="rumour")
    world.source("rumour", relayed_by="herald")
    world.source("herald", "2014", relayed_by="whisper")
    days = publication_days(record.statement for record in world.records)
    assert (
        days["xx/source/whisper"] == days["xx/source/herald"] == world.view("2014").moment.valid_on
    )


def test_what_the_editors_name_is_always_visible(world):
    """The name of a thing is no news of the world."""
    world.declare(TREATY, "instrument")
    view = world.view("2030", published_by="1990")
    assert view.kind(TREATY) == "instrument"
    assert not view.told_of(TREATY)


def test_a_deprecated_date_of_publication_does_not_count(world):
    """A wrong date of publication, marked as such, opens nothing."""
    world.source("late", "2014")
    world.say("xx/source/late", "published", "1990", source="late", rank="deprecated")
    days = publication_days(record.statement for record in world.records)
    assert days["xx/source/late"] == world.view("2014").moment.valid_on


def test_the_best_claim_is_never_a_denial(world):
    """What a source denies is not shown as the value."""
    world.say(TREATY, "binding", "yes", denied=True)
    assert world.view("2020").best(TREATY, "binding") is None
    assert world.view("2020").value(TREATY, "binding") == ""


def test_a_name_is_shown_in_the_language_asked_for_else_in_english_else_in_any(world):
    """A missing language falls back, and a thing without a name shows its slug."""
    world.say(TREATY, "title", "Treaty on rivers", lang="en")
    assert world.view("2020").label(TREATY) == "Treaty on rivers"
    world.record(TREATY, "label", "Договор", "text", "xx/source/registry", lang="ru")
    assert world.view("2020").label(TREATY) == "Договор"
    world.record(TREATY, "label", "Treaty", "text", "xx/source/registry", lang="en")
    view = world.view("2020")
    assert [view.label(TREATY, lang) for lang in ("ru", "en", "kk")] == [
        "Договор",
        "Treaty",
        "Treaty",
    ]
    assert view.label("xx/instrument/unnamed") == "unnamed"
    assert view.label(f"{TREATY}/KAZ") == "Treaty: KAZ"


def test_a_user_may_name_a_thing_by_id_code_or_slug(world):
    """Full ids, ISO codes in any case and unique slugs are understood."""
    world.declare("state/KAZ", "state")
    world.declare(TREATY, "instrument")
    view = world.view("2020")
    assert view.resolve("kaz") == "state/KAZ"
    assert view.resolve(TREATY) == view.resolve("treaty") == TREATY
    with pytest.raises(NotFound, match="traety"):
        view.resolve("traety", "instrument")
    world.declare("xx/meeting/treaty", "meeting")
    with pytest.raises(NotFound, match="2 things"):
        world.view("2020").resolve("treaty")
    assert world.view("2020").resolve("treaty", "meeting") == "xx/meeting/treaty"


def test_ids_are_those_of_the_statements(world):
    """An id in an answer is the hash of the statement."""
    said = world.say(TREATY, "title", "A")
    view = world.view("2020")
    assert view.ids([said, said]) == [said.id]


def test_copies_of_copies_lead_to_one_page(world):
    """A copy of a copy is a record of the same page."""
    world.source("b", "2013", same_as="gazette")
    world.source("c", "2013", same_as="b")
    world.source("d", "2013", same_as="c")
    view = world.view("2020")
    assert {view.page(f"xx/source/{name}") for name in ("gazette", "b", "c", "d")} == {
        "xx/source/gazette"
    }
    assert view.page("xx/source/post") == "xx/source/post"
