"""Sentences put together from parts whose truth is known: no draft above the line is wrong."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = "we must wait"


@dataclass(frozen=True)
class Somebody:
    """A person of the ledger: names, the office that everybody knows, actor, and whether a man or a woman."""

    name: str
    office: str
    actor: str
    pronoun: str

    @property
    def surname(self):
        return self.name.split()[-1]


PEOPLE = (
    Somebody("Ilva Dorn", "prime minister", "tarsia", "she"),
    Somebody("Aldo Brenn", "president", "corvel", "he"),
    Somebody("Jonas Ketterby", "foreign minister", "madrany", "he"),
    Somebody("Hanne Torvik", "prime minister", "sollen", "she"),
)
BEFORE = (
    "{a} met {b} on Saturday.",
    "{a} and {b} met on Saturday.",
    "{a}, the guest of {b}, arrived early.",
    "{a} arrived, and {b} left.",
    "The talks between {a} and {b} were long.",
    "A senior Tarsian official arrived with {a}. {b} was late.",
    "{a} said that the talks had been long. {b} was late.",
    "{a} said that {b} was late.",
    "{b} was late, {a} said.",
)
SPOKE = ("{a} said that {b} was late.", "{b} was late, {a} said.")
"""After these it is {a} who still speaks."""
AFTER = ("", " {b} disagreed.", " {b}, in Port Anse, was more hopeful.", " Sollen's Radek Nowak disagreed.")
SAID = (
    '{who} said: "{words}."',
    '"{words}," {who} said.',
    '"{words}," {who} told reporters on Monday.',
    '{who}, without naming {other}, said: "{words}."',
    '{who}, who had met {other}, said: "{words}."',
    '{who} told {other}: "{words}."',
    'Asked about {other}, {who} replied: "{words}."',
    '{who} welcomed the vote and said that "{words}".',
    '{who} said that {other} was right and that "{words}".',
    '{other} was late, but {who} said: "{words}."',
    'After {other} had left, {who} said: "{words}."',
    '{other} left, with {who} saying that "{words}".',
    'The plan was dismissed as "{words}" by {who}.',
)
PASSED_ON = (
    '{who} said that {other} had called it "{words}".',
    '{who} said that {other} had said: "{words}."',
    '{other} had said "{words}", {who} said.',
    '{other} had said "{words}", according to {who}.',
)
NOT_SAID = (
    '{who} did not say: "{words}."',
    '{who} never said "{words}".',
    '{who} has not said that "{words}".',
    '{who} declined to say "{words}".',
    '{who} refused to tell {other} that "{words}".',
    '{who} stopped short of saying "{words}".',
    'If {who} says "{words}", others will.',
    'It is not clear whether {who} said "{words}".',
    '{who} might say that "{words}".',
    '{who} would have said "{words}".',
    '{who} was told: "{words}."',
    'Neither {who} nor {other} said "{words}".',
    'Did {who} say "{words}"?',
    'Critics of {who} said "{words}".',
    'Nobody around {who} said "{words}".',
    'A poster mocking {who} said: "{words}."',
    'A man dressed as {who} shouted: "{words}."',
    'A newspaper owned by {who} said: "{words}."',
    '{who}\'s critics say "{words}".',
    '{who}\'s sister said: "{words}."',
    '{who} shared a post saying "{words}".',
    '{who} met protesters chanting "{words}".',
    '{who} listened as a farmer said: "{words}."',
    '{who} read out a letter from {other}: "{words}."',
    '{who} reportedly said: "{words}."',
    '{who}, according to {other}, said: "{words}."',
    '{who} or {other} said: "{words}."',
    '"{words}," {other} quoted {who} as saying.',
    'Asked by {who} whether "{words}", the envoy left.',
    'The man who advises {who} said: "{words}."',
    'In what {who} described as "{words}", the envoy left.',
)
TO_COME = (
    '{who} is expected to say: "{words}."',
    '{who} will say on Friday that "{words}".',
    '{who} is to say "{words}".',
)
DENIED = ('{who} denied saying "{words}".', '{who} denied on Monday saying "{words}".')

ONE, TWO = st.sampled_from(PEOPLE), st.permutations(PEOPLE).map(lambda people: people[:2])
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)


def certain(read, text):
    return [(d.speaker, d.speaks_for, str(d.kind)) for d in read(text) if d.certain and WORDS in d.quote(text).lower()]


def story(before, sentence, after, two, who):
    a, b = two
    parts = before.format(a=a.name, b=b.name), sentence, after.format(b=b.name)
    told = parts[1].format(who=who, other=b.surname, words=WORDS)
    return f"{parts[0]} {told[0].upper()}{told[1:]}{parts[2]}"


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID + PASSED_ON), st.sampled_from(AFTER), TWO, st.booleans())
def test_a_paragraph_of_nothing_but_words_is_of_whoever_spoke_or_of_nobody(
    read_known, before, sentence, after, two, full
):
    a, _ = two
    told = story(before, sentence, after, two, a.name if full else a.surname).replace(WORDS, "all is not well")
    text = f'{told}\n\n"{WORDS.capitalize()}, and we must wait long."'

    assert set(certain(read_known, text)) <= ({(a.name, a.actor, "said")} if not after else set()), text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID + PASSED_ON), st.sampled_from(AFTER), TWO, st.booleans())
def test_the_words_are_those_of_whom_the_sentence_names(read_known, before, sentence, after, two, full):
    a, _ = two
    text = story(before, sentence, after, two, a.name if full else a.surname)

    assert set(certain(read_known, text)) <= {(a.name, a.actor, "said")}, text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(NOT_SAID), st.sampled_from(AFTER), TWO, st.booleans())
def test_what_was_not_said_is_nobodys(read_known, before, sentence, after, two, full):
    text = story(before, sentence, after, two, two[0].name if full else two[0].surname)

    assert certain(read_known, text) == [], text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(TO_COME + DENIED), st.sampled_from(AFTER), TWO)
def test_what_is_to_come_or_denied_is_below_the_line_and_says_so(read_known, before, sentence, after, two):
    text = story(before, sentence, after, two, two[0].name)
    kinds = {str(d.kind) for d in read_known(text) if WORDS in d.quote(text).lower()}

    assert certain(read_known, text) == [], text
    assert kinds == {"announced" if sentence in TO_COME else "denied"}, text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID), st.sampled_from(AFTER), TWO)
def test_an_office_means_its_only_holder_or_nobody_for_certain(read_known, before, sentence, after, two):
    a, b = two
    text = story(before, sentence.replace("{other}", "the envoy"), after, two, f"the {a.office}")
    leads = {"prime minister", "president"}
    alone = not (a.office in leads and b.office in leads)

    assert set(certain(read_known, text)) <= ({(a.name, a.actor, "said")} if alone else set()), text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID), st.sampled_from(AFTER), TWO)
def test_a_pronoun_means_the_only_one_it_fits_or_nobody_for_certain(read_known, before, sentence, after, two):
    a, b = two
    text = story(before, sentence.replace("{other}", "the envoy"), after, two, a.pronoun)
    alone = a.pronoun != b.pronoun or before in SPOKE

    assert set(certain(read_known, text)) <= ({(a.name, a.actor, "said")} if alone else set()), text


MEN, WOMEN = (tuple(p for p in PEOPLE if p.pronoun == pronoun) for pronoun in ("he", "she"))
ALIKE = st.one_of(*(st.permutations(people) for people in (MEN, WOMEN)))
TURNED = (
    "{a} said that it was late, and {b} left.",
    "{a} said that it was late, but {b} disagreed.",
    "{a} said that it was late while {b} left.",
    "{a} said that it was late; {b} left.",
    "{a} said that it was late. {b} left.",
    "{a} said that it was late, with {b} nodding.",
    "{a} said to {b}, who left, that it was late.",
    "{a} asked {b} whether it was late.",
    "{a} quoted {b} as saying that it was late.",
    "{a} met {b}.",
)
TAGS = ('"{words}," {who} said.', '{who} said: "{words}."', '{who} told reporters that "{words}".')


@SHARED
@given(st.sampled_from(SPOKE), st.sampled_from(TAGS), ALIKE, st.sampled_from((" ", "\n\n")))
def test_a_pronoun_goes_on_about_who_spoke_in_the_sentence_before(read_known, before, tag, two, parted):
    a, b = two
    told = tag.format(who=a.pronoun, words=WORDS)
    text = f"{before.format(a=a.name, b=b.name)}{parted}{told[0].upper()}{told[1:]}"
    found = certain(read_known, text)

    assert set(found) <= {(a.name, a.actor, "said")}, text
    assert found or a.pronoun == "she", text  # that of the women nothing tells: their given names are nobody's


@SHARED
@given(st.sampled_from(TURNED), st.sampled_from(SAID), ALIKE, st.sampled_from((" ", "\n\n")))
def test_a_pronoun_after_somebody_else_has_acted_means_nobody_for_certain(read_known, before, sentence, two, parted):
    a, b = two
    told = sentence.format(who=a.pronoun, other="the envoy", words=WORDS)
    text = f"{before.format(a=a.name, b=b.name)}{parted}{told[0].upper()}{told[1:]}"

    assert {name for name, *_ in certain(read_known, text)} <= {b.name}, text


ABOUT = ("Asked about {b}, {who} {verb}: ", "Of {b}, {who} {verb}: ", "After a call to {b}, {who} {verb}: ")


@SHARED
@given(
    st.sampled_from(SPOKE + TURNED),
    st.sampled_from(ABOUT),
    st.sampled_from(("said", "replied", "added")),
    ALIKE,
    st.sampled_from((" ", "\n\n", " It rained.\n\n")),
)
def test_a_pronoun_is_not_whom_its_sentence_names_beside_it(read_known, before, about, verb, two, parted):
    a, b = two
    told = about.format(b=b.surname, who=a.pronoun, verb=verb)
    text = f'{before.format(a=a.name, b=b.name)}{parted}{told}"{WORDS}."'

    assert {name for name, *_ in certain(read_known, text)} <= ({a.name} if before in SPOKE else set()), text


@SHARED
@given(
    st.sampled_from(BEFORE),
    st.sampled_from(SAID),
    st.sampled_from(AFTER),
    TWO,
    st.sampled_from(("a senior Tarsian official", "a Corvelian diplomat", "an aide", "officials in Tarsia")),
)
def test_an_anonymous_source_stays_anonymous(read_known, before, sentence, after, two, who):
    text = story(before, sentence, after, two, who)

    assert not {name for name, *_ in certain(read_known, text)} & {each.name for each in PEOPLE}, text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID), st.sampled_from(AFTER), TWO, ONE)
def test_who_was_in_office_speaks_for_nobody(read_known, before, sentence, after, two, other):
    who = f"Former {other.actor.capitalize()} {other.office} Edda Marn"
    text = story(before, sentence, after, two, who)

    assert set(certain(read_known, text)) <= {("Edda Marn", "", "said")}, text
    assert {d.authority for d in read_known(text) if d.speaker == "Edda Marn"} <= {None}, text


UNKNOWN = (
    "Anna Schmidt",
    "Anna Schmidt, an analyst at the Harbour Institute,",
    "the analyst Anna Schmidt",
    "Anna Schmidt, a former general,",
    "Professor Anna Schmidt",
    "President Anna Schmidt",
    "Foreign Minister Anna Schmidt",
)


@SHARED
@given(
    st.sampled_from(BEFORE), st.sampled_from(SAID + PASSED_ON), st.sampled_from(AFTER), TWO, st.sampled_from(UNKNOWN)
)
def test_who_is_of_no_known_actor_speaks_in_no_other_name(read_known, before, sentence, after, two, who):
    text = story(before, sentence, after, two, who)

    assert set(certain(read_known, text)) <= {("Anna Schmidt", "", "said")}, text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(NOT_SAID), st.sampled_from(AFTER), TWO, st.sampled_from(UNKNOWN))
def test_what_somebody_of_no_known_actor_did_not_say_is_nobodys(read_known, before, sentence, after, two, who):
    text = story(before, sentence, after, two, who)

    assert certain(read_known, text) == [], text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID), st.sampled_from(AFTER), TWO, st.sampled_from(UNKNOWN))
def test_a_pronoun_after_somebody_of_no_known_actor_means_nobody_else(read_known, before, sentence, after, two, who):
    text = f"{story(before, 'It rained.', '', two, who)} {who[0].upper()}{who[1:]} was there. "
    told = sentence.format(who="she", other="the envoy", words=WORDS)
    text += f"{told[0].upper()}{told[1:]}{after.format(b=two[1].name)}"

    women = {p.name for p in two if p.pronoun == "she"}
    assert not ({name for name, *_ in certain(read_known, text)} - {"Anna Schmidt"}), text
    assert not women or certain(read_known, text) == [], text


POSTS = (
    "{Actor} official Anna Schmidt",
    "{Actor} intelligence chief Anna Schmidt",
    "Anna Schmidt, a member of the {Actor} delegation,",
    "Anna Schmidt, deputy chief of the {Actor} security service,",
    "Anna Schmidt, an adviser to the {Actor} president,",
)
PRIVATE = (
    "{Actor} analyst Anna Schmidt",
    "{Actor} bank chief Anna Schmidt",
    "{Actor} union leader Anna Schmidt",
    "Anna Schmidt, a {Actor} farmer,",
    "Anna Schmidt, head of a {Actor} bank,",
    "Anna Schmidt, director of the {Actor} Institute,",
    "Anna Schmidt, a member of the {Actor} band Bees,",
    "Anna Schmidt, head of football in the {Actor} capital,",
    "Anna Schmidt, a former chief of the {Actor} army,",
    "Anna Schmidt, a former {Actor} official,",
)
ADJECTIVES = st.sampled_from((("Tarsian", "tarsia"), ("Corvelian", "corvel")))


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID), st.sampled_from(AFTER), TWO, ADJECTIVES, st.sampled_from(POSTS))
def test_who_holds_a_post_of_an_actor_speaks_for_no_other(read_known, before, sentence, after, two, actor, who):
    text = story(before, sentence, after, two, who.format(Actor=actor[0]))

    assert set(certain(read_known, text)) <= {("Anna Schmidt", actor[1], "said")}, text


@SHARED
@given(
    st.sampled_from(BEFORE), st.sampled_from(SAID), st.sampled_from(AFTER), TWO, ADJECTIVES, st.sampled_from(PRIVATE)
)
def test_who_comes_from_a_state_and_holds_no_post_of_it_does_not_speak_for_it(
    read_known, before, sentence, after, two, actor, who
):
    text = story(before, sentence, after, two, who.format(Actor=actor[0]))

    assert set(certain(read_known, text)) <= {("Anna Schmidt", "", "said")}, text


COLONS = (
    '{who}: "{words}."',
    '{who}, writing online: "{words}."',
    '{who} was more careful: "{words}."',
    '{who} on {other}: "{words}."',
    'Asked whether {other} had refused to leave, {who} said: "{words}."',
    'Asked by {other} about the vote, {who} said: "{words}."',
    'When asked about {other}, {who} said: "{words}."',
    '{who}, who has not met {other} since May, said: "{words}."',
    '{who}, the guest of {other}, who left early, said: "{words}."',
    '{who} met {other}, writing: "{words}."',
    '{other} left, and {who}: "{words}."',
)


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(COLONS), st.sampled_from(AFTER), TWO, st.booleans())
def test_what_follows_a_colon_or_an_aside_is_whose_sentence_it_is(read_known, before, sentence, after, two, full):
    a, _ = two
    text = story(before, sentence, after, two, a.name if full else a.surname)

    assert set(certain(read_known, text)) <= {(a.name, a.actor, "said")}, text


NO_COLONS = (
    'The verdict on {who}: "{words}."',
    'A critic of {who}: "{words}."',
    '{who}\'s critics: "{words}."',
    'From a letter to {who}: "{words}."',
    'Asked whether {who} had said "{words}", the envoy left.',
    'Asked by {who} about the vote, a farmer said: "{words}."',
)


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(NO_COLONS), st.sampled_from(AFTER), TWO)
def test_what_follows_a_colon_is_not_whom_it_is_about(read_known, before, sentence, after, two):
    text = story(before, sentence, after, two, two[0].name)

    assert certain(read_known, text) == [], text


NO_PERSONS = (
    "Radio Anse",
    "Harbour Bank",
    "the Economic Community",
    "Northern Star",
    "Victoria Falls",
    "Maria Hospital",
    "the Lincoln Project",
    "Victoria Square",
)
BODIES = ("Lake Group", "Victoria Police", "Rosa Luxemburg Foundation", "Harbour International")


@SHARED
@given(
    st.sampled_from(NO_PERSONS),
    st.sampled_from(BEFORE),
    st.sampled_from(SAID),
    TWO,
)
def test_a_name_that_nothing_tells_for_a_persons_is_never_certain(read_known, who, before, sentence, two):
    text = story(before, sentence, "", two, who)

    assert certain(read_known, text) == [], text


@SHARED
@given(st.sampled_from(BODIES), st.sampled_from(BEFORE), st.sampled_from(SAID), TWO)
def test_a_body_speaks_under_its_name_and_for_nobody(read_known, who, before, sentence, two):
    text = story(before, sentence, "", two, who)

    assert set(certain(read_known, text)) <= {(who, "", "said")}, text


@SHARED
@given(st.sampled_from(BODIES), st.sampled_from(BEFORE), st.sampled_from(NOT_SAID), TWO)
def test_what_a_body_did_not_say_is_nobodys(read_known, who, before, sentence, two):
    assert certain(read_known, story(before, sentence, "", two, who)) == []


SOURCES = (
    "a source familiar with {b}'s plans",
    "a person close to {b}",
    "a diplomat briefed on the talks with {b}",
    "an official with knowledge of the talks",
    "an aide with direct knowledge of what {b} wants",
)


@SHARED
@given(
    st.sampled_from(BEFORE), st.sampled_from(SAID + PASSED_ON), st.sampled_from(AFTER), TWO, st.sampled_from(SOURCES)
)
def test_a_source_told_by_whom_it_knows_is_neither_that_one_nor_of_that_actor(
    read_known, before, sentence, after, two, source
):
    who = source.format(b=two[1].name)
    text = story(before, sentence, after, two, who)
    told = certain(read_known, text)

    assert not {name for name, *_ in told} & {each.name for each in PEOPLE}, text
    assert {actor for _, actor, _ in told} <= {""}, text


@SHARED
@given(st.sampled_from(SAID), st.sampled_from(AFTER), TWO)
def test_an_office_of_another_actor_joins_no_known_name(read_known, sentence, after, two):
    a, b = two
    text = story("It rained.", sentence, after, two, f"{b.actor.capitalize()}'s {b.office} {a.name}")

    assert certain(read_known, text) == [], text


@SHARED
@given(st.sampled_from(BEFORE), st.sampled_from(SAID[:4]), st.sampled_from(AFTER), TWO)
def test_two_who_speak_together_speak_each(read_known, before, sentence, after, two):
    a, b = two
    text = story(before, sentence.replace("{other}", "the envoy"), after, two, f"{a.name} and {b.name}")

    assert certain(read_known, text) == [(one.name, one.actor, "said") for one in (a, b)], text
