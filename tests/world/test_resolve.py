"""Names to keys: true pairs, false pairs, what stays ambiguous, and what stays unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchfloor import world as worlds
from watchfloor.world import World

#: Spelling, day or none, the one key it stands for.
RIGHT = """
# territories, in several languages
Serbia | | SRB
Republic of Serbia | | SRB
Србија | | SRB
Kosovo | | XKX
Republic of Kosovo | | XKX
North Macedonia | | MKD
Republic of Macedonia | | MKD
Bosnia | | BIH
Bosnia-Herzegovina | | BIH
Republika Srpska | | republika-srpska
the United Kingdom | | GBR
Great Britain | | GBR
Britain | | GBR
U.S. | | USA
US | | USA
the United States | | USA
United States of America | | USA
Россия | | RUS
Russian Federation | | RUS
Україна | | UKR
Türkiye | | TUR
Turkey | | TUR
Iran | | IRN
Islamic Republic of Iran | | IRN
Czechia | | CZE
Czech Republic | | CZE
Belarus | | BLR
Holland | | NLD
the Netherlands | | NLD
South Korea | | KOR
North Korea | | PRK
DPRK | | PRK
People's Republic of China | | CHN
Taiwan | | TWN
UAE | | ARE
Ivory Coast | | CIV
Côte d'Ivoire | | CIV
Burma | | MMR
Palestine | | PSE
Moldova | | MDA
Transnistria | | transnistria
Crimea | | crimea
Abkhazia | | abkhazia
Saudi Arabia | | SAU
Vatican City | | VAT
SRB | | SRB
# demonyms
Serbian | | SRB
Serbs | | SRB
Kosovar | | XKX
Russians | | RUS
Macedonian | | MKD
Montenegrin | | MNE
Bosnian | | BIH
Britons | | GBR
French | | FRA
Dutch | | NLD
Danes | | DNK
Turkish | | TUR
Iranians | | IRN
Israeli | | ISR
Saudis | | SAU
Greek | | GRC
Poles | | POL
Ukrainians | | UKR
Swiss | | CHE
Chechen | | chechnya
# capitals and metonyms
Belgrade | | SRB
Pristina | | XKX
Prishtina | | XKX
Priština | | XKX
Skopje | | MKD
Podgorica | | MNE
Sarajevo | | BIH
Tirana | | ALB
Moscow | | RUS
Kyiv | | UKR
Kiev | | UKR
Washington | | USA
London | | GBR
Paris | | FRA
Ankara | | TUR
Tehran | | IRN
Beijing | | CHN
the Kremlin | | RUS
the White House | | USA
Foggy Bottom | | USA
Downing Street | | GBR
Whitehall | | GBR
Élysée | | FRA
Elysée Palace | | FRA
Quai d'Orsay | | FRA
the Pentagon | | USA
Zhongnanhai | | CHN
Berlaymont | | european-commission
Lubyanka | | RUS
Verkhovna Rada | | UKR
Knesset | | ISR
the Alliance | | NATO
Phanar | | ecumenical-patriarchate
# bodies
European Union | | EU
the EU | | EU
NATO | | NATO
North Atlantic Treaty Organization | | NATO
Security Council | | UNSC
UN Security Council | | UNSC
U.N. | | UN
European Commission | | european-commission
Organization for Security and Co-operation in Europe | | OSCE
OSCE | | OSCE
Eurasian Economic Union | | EAEU
CSTO | | CSTO
Interpol | | INTERPOL
Gazprom | | gazprom
Rosneft | | rosneft
Huawei | | huawei
Russian Orthodox Church | | russian-orthodox-church
Moscow Patriarchate | | russian-orthodox-church
Serbian Orthodox Church | | serbian-orthodox-church
Српска православна црква | | serbian-orthodox-church
Wagner Group | | wagner
ФСБ | | FSB
GRU | | GRU
Hezbollah | | hezbollah
Hizbullah | | hezbollah
Taleban | | taliban
VMRO-DPMNE | | VMRO-DPMNE
Institute for the Study of War | | ISW
TASS | | tass
# regions
Western Balkans | | western-balkans
the Baltic states | | baltics
Visegrád Four | | visegrad
Visegrad Group | | visegrad
Middle East | | middle-east
South Caucasus | | south-caucasus
# people: variants, other scripts, patronymics, initials, word order
Aleksandar Vučić | | aleksandar-vucic
Aleksandar Vucic | | aleksandar-vucic
Aleksandar Vuchich | | aleksandar-vucic
Александар Вучић | | aleksandar-vucic
Александр Вучич | | aleksandar-vucic
Sergei Shoigu | | sergei-shoigu
Sergey Shoygu | | sergei-shoigu
Sergey Kuzhugetovich Shoygu | | sergei-shoigu
Сергей Шойгу | | sergei-shoigu
Sergei Lavrov | | sergey-lavrov
Sergey Lavrov | | sergey-lavrov
Сергей Лавров | | sergey-lavrov
Sergey Viktorovich Lavrov | | sergey-lavrov
Vladimir Putin | | vladimir-putin
Vladimir V. Putin | | vladimir-putin
Vladimir Vladimirovich Putin | | vladimir-putin
Владимир Путин | | vladimir-putin
Dmitry Medvedev | | dmitry-medvedev
Dmitri Medvedev | | dmitry-medvedev
Dmitriy Medvedev | | dmitry-medvedev
Milo Đukanović | | milo-djukanovic
Milo Djukanovic | | milo-djukanovic
Milo Dukanovic | | milo-djukanovic
Hashim Thaçi | | hashim-thaci
Hashim Thaci | | hashim-thaci
Albin Kurti | | albin-kurti
Zoran Zaev | | zoran-zaev
Зоран Заев | | zoran-zaev
Volodymyr Zelensky | | volodymyr-zelensky
Volodymyr Zelenskyy | | volodymyr-zelensky
Volodimir Zelenskiy | | volodymyr-zelensky
Володимир Зеленський | | volodymyr-zelensky
Alexander Lukashenko | | alexander-lukashenko
Aliaksandr Lukashenka | | alexander-lukashenko
Recep Tayyip Erdoğan | | recep-tayyip-erdogan
Recep Tayyip Erdogan | | recep-tayyip-erdogan
Emmanuel Macron | | emmanuel-macron
Angela Merkel | | angela-merkel
Olaf Scholz | | olaf-scholz
Giorgia Meloni | | giorgia-meloni
Viktor Orbán | | viktor-orban
Viktor Orban | | viktor-orban
Robert Fico | | robert-fico
Donald Trump | | donald-trump
Donald J. Trump | | donald-trump
Joseph R. Biden | | joe-biden
Joe Biden | | joe-biden
Mike Pompeo | | mike-pompeo
Boris Johnson | | boris-johnson
Benjamin Netanyahu | | benjamin-netanyahu
Binyamin Netanyahu | | benjamin-netanyahu
Narendra Modi | | narendra-modi
Xi Jinping | | xi-jinping
Shinzo Abe | | shinzo-abe
Hassan Rouhani | | hassan-rouhani
Ali Khamenei | | ali-khamenei
Mohammed bin Salman | | mohammed-bin-salman
Scott Morrison | | scott-morrison
Ursula von der Leyen | | ursula-von-der-leyen
Josep Borrell | | josep-borrell
Jens Stoltenberg | | jens-stoltenberg
António Guterres | | antonio-guterres
Antonio Guterres | | antonio-guterres
Patriarch Kirill | 2020-05-15 | patriarch-kirill
Mr. Putin | 2020-05-15 | vladimir-putin
Gen. Valery Gerasimov | 2020-05-15 | valery-gerasimov
A. K. Antony | | a-k-antony
Ursula von der Leyen | 2020-05-15 | ursula-von-der-leyen
von der Leyen | 2020-05-15 | ursula-von-der-leyen
# office and country on a day
Serbian President Aleksandar Vučić | 2020-05-15 | aleksandar-vucic
President Vučić | 2020-05-15 | aleksandar-vucic
Russian Defense Minister Sergey Shoygu | 2020-05-15 | sergei-shoigu
president of Serbia | 2015-06-01 | tomislav-nikolic
president of Serbia | 2018-06-01 | aleksandar-vucic
Serbian president | 2018-06-01 | aleksandar-vucic
Serbian prime minister | 2015-06-01 | aleksandar-vucic
prime minister of Serbia | 2020-05-15 | ana-brnabic
French president | 2014-01-01 | francois-hollande
French president | 2020-01-01 | emmanuel-macron
British prime minister | 2018-01-01 | theresa-may
British foreign secretary | 2017-01-01 | boris-johnson
US president | 2012-01-01 | barack-obama
US president | 2018-01-01 | donald-trump
US president | 2022-01-01 | joe-biden
US president | 2025-06-01 | donald-trump
US secretary of state | 2019-01-01 | mike-pompeo
German chancellor | 2013-01-01 | angela-merkel
German chancellor | 2022-06-01 | olaf-scholz
German chancellor | 2025-09-01 | friedrich-merz
Russian foreign minister | 2016-01-01 | sergey-lavrov
Russian president | 2010-01-01 | dmitry-medvedev
Ukrainian president | 2016-01-01 | petro-poroshenko
Ukrainian president | 2020-01-01 | volodymyr-zelensky
Polish prime minister | 2021-01-01 | mateusz-morawiecki
prime minister of the United Kingdom | 2024-12-01 | keir-starmer
prime minister of Japan | 2015-01-01 | shinzo-abe
Indian prime minister | 2020-01-01 | narendra-modi
Israeli prime minister | 2021-12-01 | naftali-bennett
supreme leader of Iran | 2019-01-01 | ali-khamenei
Turkish foreign minister | 2020-01-01 | mevlut-cavusoglu
Macedonian prime minister | 2018-01-01 | zoran-zaev
Montenegrin president | 2020-01-01 | milo-djukanovic
NATO secretary general | 2020-01-01 | jens-stoltenberg
European Commission president | 2020-05-15 | ursula-von-der-leyen
president of the European Council | 2018-01-01 | donald-tusk
EU foreign policy chief | 2021-01-01 | josep-borrell
# office without a day, and organs
Serbian army | | SRB-MIL
Russian foreign ministry | | RUS-GOV
president of France | | FRA-GOV
Turkish parliament | | TUR-LEG
Kosovo police | | XKX-COP
government of Italy | | ITA-GOV
Iraqi militias | | IRQ-PRM
Syrian rebels | | SYR-REB
# bare surnames: in office on the day, or the only bearer
Vučić | 2020-05-15 | aleksandar-vucic
Vucic | 2020-05-15 | aleksandar-vucic
Shoygu | 2020-05-15 | sergei-shoigu
Shoigu | 2020-05-15 | sergei-shoigu
Merkel | 2015-01-01 | angela-merkel
Zelenskyy | 2022-03-01 | volodymyr-zelensky
Putin | 2020-01-01 | vladimir-putin
Macron | 2020-01-01 | emmanuel-macron
Erdoğan | 2020-01-01 | recep-tayyip-erdogan
Netanyahu | 2018-01-01 | benjamin-netanyahu
Thaçi | 2019-01-01 | hashim-thaci
Lukashenko | 2020-08-10 | alexander-lukashenko
"""

#: Two names that look alike and must not meet: the name, the key it must not give.
WRONG = """
Aleksandar Vulin | aleksandar-vucic
Aleksandar Vučić | aleksandar-vulin
Russian Orthodox Church | serbian-orthodox-church
Serbian Orthodox Church | russian-orthodox-church
Macedonian Orthodox Church | montenegrin-orthodox-church
Ukrainian Orthodox Church | orthodox-church-of-ukraine
Niger | NGA
Nigeria | NER
Slovakia | SVN
Slovenia | SVK
Slovak | SVN
Austria | AUS
Australian | AUT
Iraq | IRN
Iranian | IRQ
South Korean | PRK
Guinea | GNB
Guinea-Bissau | GIN
Dominica | DOM
Latvia | LTU
Lithuanian | LVA
Mauritania | MUS
Montenegro | SRB
South Ossetia | north-ossetia
Swedish | CHE
Vladimir Zelensky | vladimir-putin
Sergei Ivanov | sergey-lavrov
Donald Tusk | donald-trump
Dmitry Peskov | dmitry-medvedev
Viktor Yanukovych | viktor-yushchenko
Viktor Orbán | viktor-yanukovych
Boris Tadić | boris-johnson
Zoran Zaev | zoran-milanovic
Democratic Party of Kosovo | LDK
Democratic League of Kosovo | PDK
Democratic Party of Socialists | democratic-party-us
Foreign Intelligence Service | FSB
MI5 | MI6
European Council | COE
Council of Europe | european-council
European Parliament | european-commission
International Court of Justice | ICC
International Criminal Court | ICJ
Bank of Japan | bank-of-russia
United Nations | UNSC
Sinopec | CNPC
Gazprom Neft | gazprom
Abkhazia | GEO
Hamas | hezbollah
John Johnson | boris-johnson
Alexander Putin | vladimir-putin
Michelle Obama | barack-obama
Hillary Clinton | bill-clinton
"""

#: Spelling, day or none, every key it may stand for.
SEVERAL = """
Brussels | | EU NATO BEL
Strasbourg | | european-parliament ECHR
The Hague | | ICC ICTY NLD
Orban | 2020-05-15 | ludovic-orban viktor-orban
Congo | | COG COD
Congolese | | COG COD
Dominicans | | DMA DOM
Palestinian Authority | 2015-01-01 | PSE palestinian-authority
"""

UNKNOWN = """
Ruritania
Ruritanian president
John Smith of Nowhere
Sirius Cybernetics Corporation
the spoon
Zzyzx
Grzegorz Brzęczyszczykiewicz
president of Ruritania
minister
the
of
12345
!!!
"""

WORDS = ("the", "Serbian", "president", "of", "Kosovo", "US", "army", "ministers", "EU", "Vučić", "-", "'", ".", "the")
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


def table(text: str) -> list[tuple[str, ...]]:
    lines = (line.strip() for line in text.splitlines())
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines if line and not line.startswith("#")]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def keys(world: World, name: str, on: date | None = None) -> set[str]:
    return {candidate.key for candidate in world.resolve(name, on)}


@pytest.mark.parametrize(("name", "on", "key"), table(RIGHT))
def test_a_name_gives_its_one_bearer(world: World, name: str, on: str, key: str) -> None:
    assert keys(world, name, day(on)) == {key}


@pytest.mark.parametrize(("name", "key"), table(WRONG))
def test_a_name_alike_does_not_give_another_bearer(world: World, name: str, key: str) -> None:
    assert world.known(key)
    assert key not in keys(world, name)


@pytest.mark.parametrize(("name", "on", "several"), table(SEVERAL))
def test_an_ambiguous_name_stays_several(world: World, name: str, on: str, several: str) -> None:
    assert keys(world, name, day(on)) == set(several.split())


@pytest.mark.parametrize("name", [row[0] for row in table(UNKNOWN)])
def test_an_unknown_name_stays_unknown(world: World, name: str) -> None:
    assert world.resolve(name) == ()


def test_a_bare_surname_prefers_who_was_in_office(world: World) -> None:
    assert keys(world, "Johnson", date(2021, 1, 1)) == {"boris-johnson"}


def test_a_metonym_says_which_part_is_meant(world: World) -> None:
    assert [c.sector for c in world.resolve("Pentagon")] == ["MIL"]
    assert [c.sector for c in world.resolve("Belgrade")] == ["GOV"]


def test_the_score_falls_with_the_likeness(world: World) -> None:
    exact, respelt, middle = (
        world.resolve(name)[0].score for name in ("Ana Brnabić", "Anna Brnabich", "Ana Maria Brnabić")
    )
    assert exact == 1.0
    assert exact > respelt > middle > 0.9


def test_a_holder_nobody_checked_is_a_proposal(world: World) -> None:
    row = world.people["ana-brnabic"]
    assert world.resolve("Ana Brnabić")[0].verified == all(held.verified for held in row)


@settings(max_examples=300)
@given(st.text(max_size=40), DAYS)
def test_any_text_resolves_without_an_error(name: str, on: date | None) -> None:
    world = worlds.load()
    assert all(world.known(candidate.key) for candidate in world.resolve(name, on))


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(WORDS)),
    DAYS,
)
def test_any_order_of_known_words_resolves_to_known_keys(words: list[str], on: date | None) -> None:
    world = worlds.load()
    assert all(world.known(candidate.key) for candidate in world.resolve(" ".join(words), on))
