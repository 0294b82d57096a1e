"""Small agreements for tests, between ash and elm along the meridian of 30 degrees east."""

from datetime import UTC, datetime

from shapely import LineString

from truceline.agreement.agreement import Agreement, Belt, LineUse
from truceline.agreement.clauses import Clause, Version
from truceline.agreement.provisions import Exemption, Provision
from truceline.agreement.vocabulary import EvidenceKind, Vocabulary, VocabularyTerm
from truceline.agreement.weapons import WeaponClass
from truceline.agreement.windows import Window
from truceline.records.places import Line
from truceline.records.quantities import Reliance

CLAUSE = Clause("Article 1", "text", Reliance.PUBLISHED, "")
MERIDIAN = 30.0
LINE = Line("line", "2031-03-01", "friends", LineString([(MERIDIAN, 49.0), (MERIDIAN, 47.0)]), "", "")
VOCABULARY = Vocabulary(
    acts=(
        VocabularyTerm("activity", ""),
        VocabularyTerm("bang", ""),
        VocabularyTerm("fire", "", ("activity",)),
        VocabularyTerm("shelling", "", ("fire", "bang")),
        VocabularyTerm("shot", "", ("fire",)),
        VocabularyTerm("presence", "", ("activity",)),
        VocabularyTerm("jamming", ""),
    ),
    weapons=(
        VocabularyTerm("gun", ""),
        VocabularyTerm("mortar", "", ("gun",)),
        VocabularyTerm("howitzer-152", "", ("gun",), 152.0),
        VocabularyTerm("mortar-82", "", ("mortar",), 82.0),
        VocabularyTerm("rocket", ""),
        VocabularyTerm("long-rocket", "", ("rocket",)),
    ),
    targets=(
        VocabularyTerm("energy", ""),
        VocabularyTerm("dam", "", ("energy",)),
        VocabularyTerm("refinery", "", ("energy",)),
    ),
    circumstances=(VocabularyTerm("answers", ""), VocabularyTerm("ordered", ""), VocabularyTerm("in-town", "")),
    evidence=(
        EvidenceKind("admission", "", 4),
        EvidenceKind("direction", "", 2),
        EvidenceKind("origin-side", "", 2),
        EvidenceKind("holdings", "", 1),
        EvidenceKind("accusation", "", 3),
        EvidenceKind("machine-label", "", 3),
    ),
)


def at(hour, day=1):
    return datetime(2031, 3, day, hour, tzinfo=UTC)


START, END = at(0), at(0, 11)


def window(name="truce", start=START, end=END, version=""):
    return Window(name, name, start, end, "Etc/UTC", version, CLAUSE)


def belt(name="near", side="both", from_m=0.0, to_m=10_000.0, version="", line=""):
    return Belt(name, name, side, from_m, to_m, "text", "", line, version)


def heavy(name="heavy", kinds=("gun",), low=100.0, high=None, systems=()):
    return WeaponClass(name, name, kinds, low, high, systems, CLAUSE)


def exemption(title="exempt", **narrowed):
    lists = dict.fromkeys(("acts", "actors", "weapons", "zones", "targets", "circumstances"), ())
    return Exemption(title, **(lists | narrowed), clause=CLAUSE)


def provision(name="fire", **given):
    lists = dict.fromkeys(("weapons", "zones", "targets", "circumstances", "exemptions"), ())
    fields = lists | {"acts": ("fire",), "actors": ("ash", "elm"), "windows": ("truce",), "return_fire": None}
    return Provision(**(fields | {"id": name, "title": name, "version": "", "clause": CLAUSE} | given))


def version(name, held_by):
    return Version(name, name, (held_by,), CLAUSE)


def use(line="line", left="ash", right="elm", start=None, end=None, version=""):
    return LineUse(line, left, right, (), start, end, version, CLAUSE)


def agreement(*provisions, **given):
    fields = {
        "belts": (belt(),),
        "windows": (window(),),
        "weapon_classes": (heavy(),),
        "lines": (use(),),
        "provisions": provisions or (provision(),),
        "vocabulary": VOCABULARY,
    }
    return Agreement("Truce", "", "in-force", ("ash", "elm"), None, "line", **(fields | given))
