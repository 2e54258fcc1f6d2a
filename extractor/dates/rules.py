"""The rules of calendar expressions, a row each."""

from extractor.dates import durations, intervals, lists, named, notations, relative
from extractor.dates.guards import (
    counted_unit,
    counting,
    disagreeing,
    explained,
    glued,
    numbered,
    numbering,
    season_of_sport,
    spaced,
    split_year,
    street,
    unplaced_unit,
    year_of_both_styles,
)
from extractor.dates.lexer import Tokens
from extractor.dates.patterns import NOTATION
from extractor.dates.points import Found
from extractor.grammar.sequences import Rule, Table

DateRule = Rule[Tokens, Found]

RULES = (
    DateRule(
        "interval.from-to",
        "с 1 по 15 марта",
        "(?<=[{s}{ot}])(?P<a>{POINT}|{BARE}|{dec}(?={po}{fulldate}))(?:{comma}?{and}?(?:{po}|{do})|{na})"
        "(?P<b>{POINT}|{ddmm}|{dm}|{ordn}|{ord31s})",
        intervals.from_to,
    ),
    DateRule(
        "interval.dash",
        "27–28 ноября 2019 года",
        "{DASH_AHEAD}(?P<a>{POINT}|{BARE}){dash}(?P<b>{POINT}|(?:{int31}|{int}){G}?|{ddmm})",
        intervals.dash,
        unless=(glued, numbered),
    ),
    DateRule(
        "interval.between",
        "между 2010 и 2015 годами",
        "(?<={between})(?P<a>{POINT}|{BARE}){and}(?P<b>{POINT})",
        intervals.between,
    ),
    DateRule(
        "interval.school-year",
        "2019/20 учебный год",
        "{part}?(?P<first>{year4})(?:{slash}|{dash})(?:{year4}|{int31}|{int}){G}?",
        intervals.school_year,
        unless=(season_of_sport,),
    ),
    DateRule(
        "interval.fraction",
        "вторая половина 1950-х",
        "{HALF_OF}(?P<of>{POINT})",
        intervals.fraction,
        unless=(split_year,),
    ),
    DateRule(
        "interval.first-months",
        "9 месяцев 2019 года",
        "{plural_ordinal}?(?P<n>{number}){month}{dot}?(?P<of>{YEAR})",
        intervals.first_months,
    ),
    DateRule(
        "interval.window",
        "последние три года",
        "(?:{last}|{past}|{previous}|{coming}|{next}){QUANTITY}|{NUM}(?:{last}|{past}|{coming}){unit}",
        intervals.window,
    ),
    DateRule("interval.since-start", "с начала года", "{part}{current}?{unit}", intervals.since_start),
    DateRule("interval.weekend", "в прошлые выходные", "{REL}?{weekend}", intervals.weekend),
    DateRule(
        "date.both-styles",
        "25 октября (7 ноября) 1917 года",
        "(?P<old>{DAY}){lpar}{STYLE}?(?P<new>{DAY}){STYLE}?{rpar}(?P<p>{MONTH}{LATE_YEAR}?)"
        "|(?P<first>{DAY}{MONTH})(?={lpar}{STYLE}?{DAY}{MONTH}{STYLE}?{rpar}(?P<year>{LATE_YEAR}))"
        "|(?P<second>{DAY}{MONTH})(?={STYLE}?{rpar}(?P<last>{LATE_YEAR}))",
        notations.both_styles,
    ),
    DateRule(
        "date.day-month",
        "15 ноября 2025 года",
        "{LEAD}?(?P<p>{DAY_MONTH}){TAIL}?",
        named.exact_day,
        unless=(glued, split_year, street),
    ),
    DateRule(
        "date.marked-day",
        "5-май-2023",
        "(?P<day>{int31}){mark}(?P<month>{mon}|{monab}){mark}(?P<year>{year4}|{int31}|{int})",
        notations.marked_day,
        unless=(glued, spaced),
    ),
    DateRule(
        "date.roman-month",
        "5.III.1953",
        "(?P<day>{int31}){mark}?(?P<month>{roman}){mark}?(?P<year>{year4}){G}?",
        notations.roman_month,
        unless=(glued,),
    ),
    DateRule(
        "date.month-first", "Август 27, 2020", "{mon}(?P<day>{int31}){comma}(?P<year>{year4})", notations.month_first
    ),
    DateRule("date.year-first", "2023, 5 мая", "(?P<year>{year4}){comma}(?P<p>{DAY_MONTH})", notations.year_first),
    DateRule(
        "date.reported-period",
        "1H2024",
        "{period}|{period_short}{dot}?(?P<p>{YEAR})",
        notations.reported_period,
        unless=(glued,),
    ),
    DateRule(
        "date.numeric", "15.11.2025", "{LEAD}?(?P<p>{fulldate}{G}?){TAIL}?", named.exact_day, unless=(glued, numbered)
    ),
    DateRule("date.numeric-day-month", "к 15.11", "(?P<p>{ddmm})", notations.short_numeric, unless=(counting, glued)),
    DateRule(
        "date.nth-day",
        "последняя пятница мая",
        "(?:{last}|{ordw}|{ordf})(?:{wd}|{day})(?P<of>{MONTH}{YEAR}?|{REL}?{year}|{YEAR}|{REL}{month})",
        lists.nth_day,
    ),
    DateRule(
        "date.day-of-month", "15-го числа прошлого месяца", "{DAY}{day_noun}(?:{REL}{month})?", lists.day_of_month
    ),
    DateRule(
        "date.weekday-with-day",
        "в среду, 5-го",
        "(?P<wd>{wd}){comma}{v}?(?P<day>{ord31s}){day_noun}?",
        lists.weekday_with_day,
        unless=(numbering,),
    ),
    DateRule(
        "date.listed-day",
        "17, 18 и 21 апреля",
        "(?P<a>{DAY})(?:{dash}(?P<b>{DAY}))?(?=(?:{comma}{DAYS}){0,8}{and}(?:{DAY}{dash})?(?P<rest>{DAY_MONTH}))",
        lists.listed_day,
    ),
    DateRule(
        "date.month-year",
        "ноябрь 2025 года",
        "(?P<p>{MONTH}(?:{SPLIT_YEAR}|{YEAR}|{SHORT_YEAR}|{PARTED_YEAR})|{monthyear}{G}?)",
        named.month_year,
        unless=(disagreeing, glued, numbered, split_year),
    ),
    DateRule("date.month", "в мае", "(?P<p>{REL}?{mon})", named.month, unless=(disagreeing,)),
    DateRule(
        "date.year",
        "2030 год",
        "(?P<p>(?:{year4}|{ordyear}){G}{ERA}?|{card}{1,4}{ordw}{G}{ERA}?)",
        named.year,
        unless=(glued, season_of_sport, street, year_of_both_styles),
    ),
    DateRule(
        "date.short-year",
        "в 41-м году",
        "(?P<p>(?:{int}|{int31}|{ordn}|{ord31s}|{ordw}|{card}{ordw}){G}{ERA}?)",
        named.short_year,
    ),
    DateRule(
        "date.listed-year",
        "2012 и 2014 годы",
        "(?P<p>{year4}|{ordyear})(?=(?:{comma}(?:{year4}|{ordyear})){0,8}(?:{and}|{comma})(?:{year4}|{ordyear}){G})",
        lists.listed_year,
        unless=(glued,),
    ),
    DateRule(
        "date.bare-year",
        "в 2020",
        "(?P<p>{year4}|{ordyear})",
        named.bare_year,
        unless=(glued, season_of_sport, street, year_of_both_styles),
    ),
    DateRule("date.decade", "1990-е", "(?P<p>{DECADE})", named.decade, unless=(glued,)),
    DateRule(
        "date.century",
        "XIX век",
        "(?P<p>(?:{ORD}|{int31})(?:{century}|{millennium}){ERA}?|{roman}{CENTURY_WORD}{ERA}?)",
        named.century,
    ),
    DateRule(
        "date.listed-century",
        "XVIII и XIX века",
        "{ORD}(?=(?:{comma}{ORD}){0,4}{and}(?P<rest>{CENTURY}))",
        lists.listed_ordinal,
    ),
    DateRule(
        "date.listed-quarter", "первый и второй кварталы", "{ORD}(?={and}(?P<rest>{QUARTER}))", lists.listed_ordinal
    ),
    DateRule("date.quarter", "третий квартал 2026 года", "(?P<p>{QUARTER})", named.quarter, unless=(split_year,)),
    DateRule("date.season", "осенью 2019 года", "(?P<p>{SEASON})", named.season, unless=(split_year,)),
    DateRule(
        "date.weekday",
        "в прошлую пятницу",
        "(?P<p>{REL}?{wd}(?:{na}?{REL}{week})?)",
        named.weekday,
        unless=(disagreeing,),
    ),
    DateRule(
        "date.near-day", "вчера, в четверг", "{near}(?:{daypart}?{comma}{v}?{wd})?|{nearadj}{day}", relative.near_day
    ),
    DateRule(
        "date.weekday-ahead",
        "через неделю во вторник",
        "{after}(?P<n>{NUM})?{week}{comma}?{v}(?P<wd>{wd})",
        relative.weekday_ahead,
    ),
    DateRule(
        "date.relative-unit",
        "в прошлом году",
        "{REL_YEAR}|{REL}{unit}",
        relative.relative_unit,
        unless=(counted_unit, disagreeing, explained, unplaced_unit),
    ),
    DateRule(
        "date.part",
        "в конце ноября",
        "{part}(?:{POINT}|{unit}|{ordn}|{go31})",
        relative.part,
        unless=(split_year,),
    ),
    DateRule(
        "date.first-days",
        "в первых числах мая",
        (
            "(?:{last}|{plural_ordinal}|{decade})(?:{day_noun}|{day})(?P<of>(?:{REL}?{mon}|{monab}{dot}?)"
            "{YEAR}?|{REL}?{month})"
        ),
        relative.first_numbers,
    ),
    DateRule("date.ago", "два года назад", "{AGO_AHEAD}(?P<q>{QUANTITY}){that}?{ago}", relative.ago),
    DateRule(
        "date.after",
        "через два дня",
        "(?:{after}|{elapsed}){about}{0,3}(?P<q>{QUANTITY})|{ELAPSED_AHEAD}(?P<q2>{QUANTITY}){elapsed}",
        relative.after,
    ),
    DateRule("date.earlier", "годом ранее", "{SHIFT_AHEAD}{QUANTITY}(?:{later}|{earlier})", relative.earlier),
    DateRule("date.before", "за неделю до выборов 12 мая", "{DO_AHEAD}{QUANTITY}(?={do})", relative.before),
    DateRule("duration.amount", "три года", "{QUANTITY}", durations.quantity, unless=(glued, street)),
    DateRule(
        "duration.range",
        "5–6 лет",
        "(?P<a>{NUM})(?P<au>{unit})?(?:{dash}|{do})(?P<b>{NUM}{day_kinds}?{unit}|{compound_length})",
        durations.quantity_range,
        unless=(glued,),
    ),
    DateRule("duration.listed", "на 20 и 10 лет", "{NUM}(?={and}(?P<rest>{NUM}{unit}))", durations.listed),
    DateRule(
        "duration.inverted",
        "лет тридцать",
        "(?:{year}|{month}|{week}|{day}|{full_day})(?P<n>{NUM})(?:{that}?{ago})?",
        durations.inverted,
    ),
    DateRule("duration.adjective", "десятилетний контракт", "{length}", durations.adjective, unless=(glued,)),
    DateRule(
        "set.every",
        "каждые два года",
        "{every}(?:{NUM}?{unit}|{wd}|{weekend}|{season}|{compound_length}|{DAY_MONTH})",
        durations.every,
    ),
    DateRule("set.once-in", "раз в четыре года", "{once}{v}{NUM}?(?:{unit}|{compound_length})", durations.once_in),
    DateRule("set.recurrent", "ежегодно", "{recurrent}", durations.recurrent),
    DateRule("set.weekdays", "по понедельникам", "{recurring_weekday}|{weekend}", durations.by_weekdays),
)
"""Id, example, pattern, reader; of equally long matches the earlier row is tried first."""

TABLE = Table(NOTATION, RULES)
