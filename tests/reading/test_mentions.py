"""Names, demonyms, metonyms, offices and surnames: reading guide, section 3. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.memory import Mention
from watchfloor.reading.mentions import Resolver
from watchfloor.world import World

Parse = Callable[..., Paragraph]


def mention(par: Paragraph, words: str) -> Mention:
    return next(m for m in par.mentions if m.entity.name == words)


@pytest.mark.parametrize(
    ("text", "words", "key", "how"),
    [
        ("Chile praised Peru.", "Chile", "CHL", "name"),
        ("The Portuguese team praised Peru.", "Portuguese", "PRT", "demonym"),
        ("The Kremlin praised Mali.", "Kremlin", "RUS-GOV", "metonym"),
        ("Ottawa praised Mali.", "Ottawa", "CAN", "capital"),
        ("Gazprom blamed Moldova.", "Gazprom", "gazprom", "name"),
        ("The African Union condemned Mali.", "African Union", "AU", "name"),
        ("The Pacific Alliance praised Mali.", "Pacific Alliance", None, "model"),
    ],
)
def test_a_name_resolves_to_its_key(parse: Parse, text: str, words: str, key: str, how: str) -> None:
    found = mention(parse(text), words)
    assert (found.entity.key, found.how) == (key, how)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Paris praised Rome.", False),
        ("Talks were held in Paris.", True),
        ("A fire broke out near Paris.", True),
        ("Rome praised Paris.", False),
    ],
)
def test_a_capital_is_its_government_unless_the_text_says_where(parse: Parse, text: str, place: bool) -> None:
    found = mention(parse(text), "Paris")
    assert (found.entity.key, found.place) == ("FRA", place)


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("The Kenyan ambassador praised Peru.", "Kenyan ambassador", "KEN-GOV"),
        ("The president of Ghana praised Peru.", "president of Ghana", "GHA-GOV"),
        ("France's ambassador to Mali praised Peru.", "France's ambassador to Mali", "FRA-GOV"),
        ("Chile's parliament praised Peru.", "Chile's parliament", "CHL-LEG"),
        ("The Norwegian deputy foreign minister left.", "Norwegian deputy foreign minister", "NOR-GOV"),
        ("Peru's navy praised Chile.", "Peru's navy", "PER-MIL"),
        ("The former Swedish prime minister left.", "Swedish prime minister", "SWE-GOV"),
        ("Sweden's former prime minister left.", "Sweden's former prime minister", "SWE-ELI"),
        ("The Kenyan navies praised Peru.", "Kenyan navies", "KEN-MIL"),
        ("Chilean bishops praised Peru.", "Chilean bishops", "CHL-REL"),
        ("Norway's prosecutor's office blamed Peru.", "Norway's prosecutor's office", "NOR-JUD"),
        ("Kenya's auditor-general blamed Peru.", "Kenya's auditor-general", "KEN-GOV"),
        ("The Norwegian refugee council praised Peru.", "Norwegian refugee council", "NOR-SOC"),
        ("Officers of the Chilean army left.", "Officers of the Chilean army", "CHL-MIL"),
        ("The Danish firefighters left.", "Danish firefighters", "DNK"),
        ("The Belgian state was fined.", "Belgian state", "BEL"),
        ("Osaka's mayor praised Peru.", "Osaka's mayor", "JPN-GOV"),
        ("The teachers of Osaka left.", "teachers of Osaka", "JPN-EDU"),
        ("A judge in The Hague praised Peru.", "judge in The Hague", None),
        ("A judge in Strasbourg praised Peru.", "judge in Strasbourg", "ECHR"),
    ],
)
def test_an_office_of_a_country_is_one_of_its_organs(parse: Parse, text: str, words: str, key: str) -> None:
    assert mention(parse(text), words).entity.key == key


def test_what_describes_others_than_an_organ_owns_no_office(parse: Parse) -> None:
    par = parse("A company of Chilean engineers left.")
    assert [m.entity.key for m in par.mentions] == ["CHL"]


@pytest.mark.parametrize(
    "text",
    [
        "Spain's base in Chad was shelled.",
        "Tourists in Chad were robbed.",
        "Peru closed its high commission in Chad.",
    ],
)
def test_what_is_in_a_country_need_not_be_its_own(parse: Parse, text: str) -> None:
    assert not any((m.entity.key or "").startswith("TCD-") for m in parse(text).mentions)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Peruvians marched in Lima.", "PER-CVL"),
        ("Two hundred Peruvians were sent home.", "PER-CVL"),
        ("The Peruvians withdrew their envoy.", "PER"),
        ("A Peruvian plan was refused.", "PER"),
    ],
)
def test_people_of_a_country_are_not_the_state(parse: Parse, text: str, key: str) -> None:
    assert parse(text).mentions[0].entity.key == key


def test_people_of_one_country_who_live_in_another_belong_to_it(parse: Parse) -> None:
    assert [(m.entity.name, m.entity.key) for m in parse("Lebanese Armenians marched.").mentions] == [
        ("Lebanese Armenians", "LBN-CVL")
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Borisov praised Peru.", None),
        ("In Bulgaria, Borisov praised Peru.", "boyko-borisov"),
        ("In Russia, Borisov praised Peru.", "yury-borisov"),
    ],
)
def test_a_surname_of_two_is_of_the_country_that_the_text_names(parse: Parse, text: str, key: str | None) -> None:
    assert mention(parse(text), "Borisov").entity.key == key


def test_a_surname_of_two_stays_with_the_one_named_in_full(parse: Parse, world: World) -> None:
    resolver = Resolver(world, date(2020, 5, 15))
    parse("Boyko Borisov met reporters.", resolver)
    assert [m.entity.key for m in parse("Then Borisov praised Russia.", resolver).mentions][:1] == ["boyko-borisov"]


def test_a_common_word_at_the_start_is_no_person(parse: Parse) -> None:
    assert not any(m.person for m in parse("Riot police cleared the road in Peru.").mentions)


def test_a_palace_where_something_happens_is_a_place(parse: Parse) -> None:
    assert mention(parse("Talks were held in the Kremlin."), "Kremlin").entity.key == "RUS"


def test_an_office_with_a_known_name_is_the_person(parse: Parse) -> None:
    found = mention(parse("German chancellor Angela Merkel praised Peru."), "Angela Merkel")
    assert (found.entity.key, found.person, found.office) == ("angela-merkel", True, "chancellor")


def test_an_office_with_an_unknown_name_is_the_organ(parse: Parse) -> None:
    assert mention(parse("Chilean defence minister Arturo Pelz left."), "Arturo Pelz").entity.key == "CHL-GOV"


def test_an_unknown_name_without_a_country_stays_as_its_words(parse: Parse) -> None:
    assert mention(parse("Ambassador Okoye praised Ghana."), "Okoye").entity.key is None
    assert mention(parse("Arturo Pelz praised Ghana."), "Arturo Pelz").entity.key is None


def test_a_bare_surname_is_the_person_named_before(parse: Parse, world: World) -> None:
    resolver = Resolver(world, date(2020, 5, 15))
    parse("Chilean defence minister Arturo Pelz visited Peru.", resolver)
    found = parse("On Monday Pelz praised Peru.", resolver)
    assert next(m for m in found.mentions if m.person).entity.key == "CHL-GOV"


def test_a_bare_surname_needs_no_paragraph_between(parse: Parse) -> None:
    par = parse("The defence minister of Chile, Arturo Pelz, visited Peru. Pelz praised Bolivia.")
    assert [m.entity.key for m in par.mentions if m.person] == ["CHL-GOV", "CHL-GOV"]


def test_another_full_name_with_a_known_surname_is_another_person(parse: Parse) -> None:
    par = parse("Angela Merkel praised Peru. Klaus Merkel praised Chile.")
    assert mention(par, "Klaus Merkel").entity.key is None


def test_a_country_is_no_surname(parse: Parse) -> None:
    assert mention(parse("Jordan praised Peru."), "Jordan").entity.key == "JOR"
    assert mention(parse("No troops left Mali."), "Mali").entity.key == "MLI"


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Alberta sued Bavaria.", "Alberta", "alberta"),
        ("New Jersey sued Peru.", "New Jersey", "new-jersey"),
        ("Saxony-Anhalt sued Saxony.", "Saxony-Anhalt", "saxony-anhalt"),
        ("Peru sued Auvergne-Rhône-Alpes.", "Auvergne-Rhône-Alpes", "auvergne-rhone-alpes"),
        ("Guinea-Bissau sued Guinea.", "Guinea-Bissau", "GNB"),
        ("Peru praised the Kharkiv region.", "Kharkiv region", "kharkiv-oblast"),
        ("Utah's governor praised Peru.", "Utah's governor", "utah-GOV"),
        ("Ohioans praised Peru.", "Ohioans", "ohio-CVL"),
        ("The Punjab praised Peru.", "Punjab", None),
        ("Peru praised Hebi.", "Hebi", None),  # a town, not Hebei in another romanisation
        ("Peru shelled the Zamfara Province.", "Zamfara", "zamfara-state"),
    ],
)
def test_a_part_of_a_state_acts_for_itself(parse: Parse, text: str, words: str, key: str | None) -> None:
    assert mention(parse(text), words).entity.key == key


@pytest.mark.parametrize("name", ["Alberta", "Bavaria", "Crimea", "Oromia"])
def test_a_part_of_a_state_is_also_a_place(parse: Parse, name: str) -> None:
    assert mention(parse(f"Talks were held in {name}."), name).place
    assert not mention(parse(f"{name} praised Peru."), name).place


def test_a_town_that_begins_with_the_name_of_a_state_is_the_town(parse: Parse) -> None:
    found = mention(parse("A fire broke out in Kansas City."), "Kansas City")
    assert (found.entity.key, found.place) == ("USA", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sonora Smith met reporters in Peru.", "Sonora Smith"),
        ("Troops crossed the Mississippi River.", "Mississippi River"),
        ("A crowd gathered at the Brandenburg Gate.", "Brandenburg Gate"),
    ],
)
def test_a_longer_name_that_begins_with_a_part_of_a_state_is_of_something_else(
    parse: Parse, text: str, words: str
) -> None:
    assert mention(parse(text), words).entity.key is None


def test_who_speaks_of_a_part_of_a_state_speaks_of_the_state(parse: Parse) -> None:
    par = parse("Talks were held in Kakheti Province and in Adjara. A ship sank in Poti.")
    assert mention(par, "Poti").entity.key == "GEO"  # a larger one lies in Brazil


def test_a_name_with_several_meanings_stays_open(parse: Parse) -> None:
    found = mention(parse("Congo praised Norway."), "Congo")
    assert (found.entity.key, found.how) == (None, "ambiguous")


def test_spelling_variants_are_one_person(parse: Parse) -> None:
    spelt = ("Sergei Shoigu left.", "Sergey Shoygu left.")
    assert len({next(m for m in parse(text).mentions if m.person).entity.key for text in spelt}) == 1


def test_an_office_is_taken_up_with_an_article(parse: Parse) -> None:
    par = parse("The Kenyan ambassador praised Peru. The ambassador left.")
    assert [m.entity.key for m in par.mentions if m.how in ("office", "recalled")] == ["KEN-GOV", "KEN-GOV"]


def test_mentions_do_not_overlap_and_stand_in_order(parse: Parse) -> None:
    par = parse("The Chilean foreign minister and the president of Peru met Angela Merkel in Berlin.")
    spans = [(m.start, m.end) for m in par.mentions]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert len(spans) == 4


@pytest.mark.parametrize("text", ["In May the rice was cheap.", "They may leave on 4 April."])
def test_a_common_word_is_no_surname(parse: Parse, text: str) -> None:
    assert parse(text).mentions == []


def test_a_short_form_of_two_bodies_stays_open(acts: Callable[[str], list[str]]) -> None:
    text = "The African Union met the European Union in Cairo. The Union condemned Mali."
    assert 'ACCUSE "Union">MLI happened' in acts(text)


def test_a_letter_before_a_hyphen_names_nobody(parse: Parse) -> None:
    assert [m.entity.key for m in parse("A mobile X-ray unit reached Norway.").mentions] == ["NOR"]
    assert [m.entity.key for m in parse("Norway closed its account on X on Monday.").mentions] == ["NOR", "twitter"]
