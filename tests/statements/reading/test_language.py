"""A text that is not English is told as such: sentences of declarations that are in the public domain."""

import pytest

from truceline.statements.reading.language import foreign_language

DECLARATION = {
    "": "All human beings are born free and equal in dignity and rights. They are endowed with reason and "
    "conscience and should act towards one another in a spirit of brotherhood. Everyone is entitled to all the rights.",
    "German": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen "
    "begabt und sollen einander im Geist der Brüderlichkeit begegnen. Jeder hat Anspruch auf die Rechte.",
    "French": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de "
    "conscience et doivent agir les uns envers les autres dans un esprit de fraternité.",
    "Spanish": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y "
    "conciencia, deben comportarse fraternalmente los unos con los otros.",
    "Polish": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni "
    "rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa. Każdy człowiek posiada wszystkie prawa.",
    "a language in Cyrillic letters": "Всі люди народжуються вільними і рівними у своїй гідності та правах. "
    "Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.",
}  # fmt: skip


@pytest.mark.parametrize("language", DECLARATION)
def test_the_language_of_a_text_is_told_where_it_is_not_english(language):
    assert foreign_language(DECLARATION[language]) == language


def test_english_with_foreign_names_in_it_is_english():
    text = (
        "The president of the Bundesrat said in Der Spiegel that die Regierung was ready to act, and that it had the "
        "votes of all."
    )

    assert foreign_language(text) == ""


def test_of_a_few_words_no_language_is_told():
    assert foreign_language("Der Himmel ist blau und die Erde ist rund.") == ""
