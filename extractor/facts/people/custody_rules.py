"""The words by which arrests, custody and release are told."""

from extractor.facts.people.charge_readings import only_bound
from extractor.facts.people.custody import confined, freed, guarded, held, no_days
from extractor.facts.people.patterns import in_relative, untrue
from extractor.facts.tables import FactRule

ANY = "{who:who free subject,}"
WHOM = "{who:who.acc oblique free -venue,}"
RULES = (
    FactRule(
        "charge.sentenced",
        "Суд арестовал Ивана Орлова на десять суток.",
        f"[@arrested Fin -passive]! ..4 {WHOM} ..3 ['на']",
        confined,
        (untrue, no_days),
    ),
    FactRule(
        "charge.sentenced",
        "Ивана Орлова арестовали на десять суток.",
        f"{WHOM} .. [@arrested Fin -passive]! ..3 ['на']",
        confined,
        (untrue, no_days),
    ),
    FactRule(
        "charge.sentenced",
        "Иван Орлов арестован на десять суток.",
        f"{ANY} .. [@arrested short passive]! ..3 ['на']",
        confined,
        (untrue, in_relative, no_days),
    ),
    FactRule(
        "charge.custody",
        "Иван Орлов находится под домашним арестом.",
        f"{ANY} .. [@stays Fin] ..2 ['под'] [ADJ|NOUN]* [@custody NOUN]!",
        guarded,
        (untrue, in_relative),
    ),
    FactRule(
        "charge.custody",
        "Иван Орлов, находящийся под стражей, болен.",
        "{who:-post -PRON person} [','] ..8 [@stays Fin|Part] ['под'] [ADJ|NOUN]* [@custody NOUN]!",
        guarded,
        (untrue,),
    ),
    FactRule(
        "charge.custody",
        "Иван Орлов взят под стражу.",
        f"{ANY} .. [@taken short passive] ..3 ['под'] [ADJ|NOUN]* [@custody NOUN]!",
        guarded,
        (untrue, in_relative),
    ),
    FactRule(
        "charge.custody",
        "Суд заключил Ивана Орлова под стражу.",
        f"[@taken Fin -passive] .. {WHOM} ['под'] [ADJ|NOUN]* [@custody NOUN]!",
        guarded,
        (untrue, only_bound),
    ),
    FactRule(
        "charge.custody",
        "Ивана Орлова отправили под домашний арест.",
        f"{WHOM} .. [@taken Fin -passive] ..3 ['под'] [ADJ|NOUN]* [@custody NOUN]!",
        guarded,
        (untrue, only_bound),
    ),
    FactRule(
        "charge.suspected",
        "Иван Орлов задержан на 48 часов.",
        f"{ANY} .. [@arrested short passive]! ['на'] [NUM]",
        held,
        (untrue, in_relative),
    ),
    FactRule(
        "charge.released",
        "Иван Орлов вышел на свободу.",
        f"{ANY} .. [@comes_out VERB] ..3 [@freedom NOUN]!",
        freed,
        (untrue, only_bound),
    ),
)
