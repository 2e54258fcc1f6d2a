"""What the names in the patterns of dates stand for, besides the classes of `classes.py`."""

from extractor.dates.classes import CLASSES
from extractor.grammar.sequences import Notation

SETS = {
    "rel": "previous before_previous past current next coming preceding following",
    "unit": "year month week day full_day quarter half decade_unit century millennium",
    "wday": "wd wdab",
    "number": "int31 int year4 big dec ddmm dm card vague",
    "days": "day full_day",
    "ord31s": "ord31 go31",
    "q": "quote unquote",
    "mark": "dash slash dot",
}
"""Names that stand for any of several classes."""

PATTERNS = {
    "NUM": "{number}(?:{card}|{and_more}|{int}|{multiplier}{dot}?){0,5}",
    # «3 (три) года»
    "COUNT": "{NUM}(?:{lpar}{card}{1,5}{rpar})?",
    "G": "{year}|{year_short}{dot}?",
    "ERA": "{bce}|{ce}",
    "REL": "{rel}{same}?|{that}{same}?",
    "ORD": "{card}?(?:{ordw}|{ordf})|{ord31s}|{roman}",
    "WORD_YEAR": "{card}{1,4}{ordw}|{ordw}",
    "REL_YEAR": "{rel}{same}?{comma}?{lpar}?{year4}{rpar}?{comma}?{year}|{rel}{same}?{comma}{ordyear}{comma}?{year}"
    "|{REL}{year}|{this_year}",
    "YEAR": "(?:{year4}|{ordyear})(?:{G}{ERA}?)?|{int}{G}{ERA}|{int31}{G}{ERA}|{WORD_YEAR}{G}{ERA}?|{REL_YEAR}",
    # «2024/25»: by the month or season one of the two
    "SPLIT_YEAR": "{year4}{slash}(?:{year4}|{int31}|{int})",
    # after a month «41-го» is a year
    "LATE_YEAR": "{SPLIT_YEAR}|{YEAR}|(?:{int31}|{int}|{ord31s}|{ordn}){G}{ERA}?|{ordn}|{go31}",
    "STYLE": "{po}?{style}{2}{dash}?",
    # «5 мая, 2023 г.», «5 июня. 2023», «5 мая (2023 год)», «5 мая (включительно) 2023 года»
    "PARTED_YEAR": "(?:{comma}|{dot}|{inclusive}|{lpar}(?:{inclusive}|{STYLE}){rpar})(?:{year4}|{ordyear}){G}?"
    "|{lpar}(?:{year4}|{ordyear}){G}{rpar}",
    "DAY": "{int31}|{ord31s}|{card}?{ordw}|{q}{int31}{q}",
    "DAYS": "{DAY}(?:{dash}{DAY})?",
    "MONTH": "{mon}|{monab}{dot}?",
    "DAY_MONTH": "{DAY}{MONTH}(?:{LATE_YEAR}|{PARTED_YEAR})?",
    "WEEKDAY": "{REL}?{wd}",
    "CENTURY_WORD": "{century}|(?:{v}|{century_short}){dot}",
    "CENTURY": "(?:{ORD}|{int31}){century}{ERA}?|{roman}{CENTURY_WORD}{ERA}?|{REL}{century}",
    "DECADE": "(?:{decade}{G}?|{plural_ordinal}{year}|{plural_ordinal}){CENTURY}?",
    "SEASON": "{REL}{season}|{season}(?:{year4}(?:{slash}|{dash})(?:{year4}|{int31}|{int}){G}?|{YEAR}"
    "|(?:{int31}|{int}){G}|{ordn}{G}?|{go31}{G}?)?",
    # «в марте 24-го», «в мае 22 года»
    "SHORT_YEAR": "(?:{ordn}|{go31}){G}?|(?:{int31}|{int}){G}",
    "MONTH_YEAR": "(?:{REL}?{mon}|{monab}{dot}?)(?:{SPLIT_YEAR}|{YEAR}|{SHORT_YEAR}|{PARTED_YEAR})?",
    "QUARTER": "(?:{ORD}|{int31})(?:{quarter}|{quarter_short}{dot}?){YEAR}?|(?:{ORD}|{int31}){half}{YEAR}?",
    "EXACT_DAY": "{DAY_MONTH}|{fulldate}{G}?",
    "POINT": "{part}?(?:{EXACT_DAY}|{MONTH_YEAR}|{YEAR}|{DECADE}|{CENTURY}|{SEASON}|{QUARTER}|{REL}{unit}|{WEEKDAY}"
    "|{monthyear})",
    # the first end of a range that leaves to the second what both share: «с 1 по 15 марта»
    "BARE": "{int31}|{ord31s}|{int}|{ordn}|{roman}|{card}?{ordw}|(?:{ddmm}|{dm}){dot}?|{decade}|{q}{int31}{q}",
    "QUANTITY": "{COUNT}{year}{and}?{COUNT}{days}"
    "|{COUNT}?{year}{and}?{COUNT}{month}(?:{and}?{COUNT}{days})?|{COUNT}?(?:{month}|{week}){and}?{COUNT}{days}"
    "|{COUNT}(?:{day_kinds}|{ordw})?{unit}|{half_short}{dash}?{unit}|{compound_length}|{unit}",
    "HALF_OF": "(?:{last}|{ORD}|{int31})(?:{half_words}|{half_short}{dot}?|{third_words}|{ten_days}|{quarter_words})",
    # what must come soon, looked for before the costly part of a pattern
    "AGO_AHEAD": "(?=.{1,8}?{ago})",
    "ELAPSED_AHEAD": "(?=.{1,8}?{elapsed})",
    "SHIFT_AHEAD": "(?=.{1,8}?(?:{later}|{earlier}))",
    "DO_AHEAD": "(?=.{1,8}?{do})",
    "DASH_AHEAD": "(?=.{1,12}?{dash})",
    # another name of the same day, before and after it: «в субботу утром, 28 марта», «25 июля, в четверг»
    "LEAD": "(?:{WEEKDAY}|{wdab}{dot}?|{near})(?:{daypart}|{day})?(?:{comma}|{dash}|{lpar})?{v}?",
    "TAIL": "{comma}?{v}?{WEEKDAY}|{lpar}{v}?{wday}{rpar}|{comma}{wd}",
}
"""Names that stand for patterns; each is taken as a group."""

NOTATION = Notation(CLASSES, SETS, PATTERNS)
