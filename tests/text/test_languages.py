"""The language of an article, also of a short one and of one that quotes another language."""

import pytest
from costs import cpu_seconds

from extractor.text.languages import detect_language

RUSSIAN = "Президент подписал указ о развитии промышленности. Документ опубликован на портале правовой информации. "
TEXTS = {
    "ru": [
        "Суд оштрафовал компанию",
        "МОСКВА",
        "Курс доллара — 90",
        "Apple представила iPhone",
        RUSSIAN,
        "",
        "2025",
        "—",
    ],
    "uk": [
        "Президент підписав указ про нагородження",
        "Верховна Рада ухвалила закон у другому читанні",
        "Рада міністрів",
    ],
    "be": ["Прэзідэнт падпісаў указ аб узнагароджанні", "Савет Міністраў зацвердзіў праграму развіцця рэгіёнаў на год"],
    "kk": [
        "Мемлекет басшысы жаңа заңға қол қойды",
        "Қазақстан мен Өзбекстан арасындағы тауар айналымы өсті, деп хабарлады министрлік",
        "Үкімет отырысында бюджет мәселесі қаралды",
    ],
    "ky": ["Президент жаңы мыйзамга кол койду", "Бишкекте эл аралык көргөзмө ачылды жана үч күнгө созулат"],
    "uz": [
        "Prezident yangi qonunni imzoladi va hukumatga topshiriqlar berdi",
        "Toshkentda xalqaro koʻrgazma ochildi, unda 20 ta davlat ishtirok etmoqda",
        "Oʻzbekiston va Qozogʻiston oʻrtasidagi savdo hajmi oshdi",
        "Президент янги қонунни имзолади ва ҳукуматга топшириқ берди",
        "Ўзбекистонда янги завод ишга туширилди",
    ],
    "tg": [
        "Президенти Тоҷикистон дар ҷаласаи ҳукумат суханронӣ кард",
        "Дар Душанбе намоишгоҳи байналмилалӣ ифтитоҳ ёфт",
    ],
    "tt": ["Татарстан Рәисе яңа мәктәп ачу тантанасында катнашты һәм укытучылар белән очрашты"],
    "bg": [
        "Министърът обяви, че цените на тока няма да се повишат през следващата година, а помощите ще са повече " * 2
    ],
    "sr": ["Председник је изјавио да ће влада усвојити буџет до краја године"],
    "en": [
        "The president signed the bill on Friday",
        "Apple unveils new iPhone",
        "Oil prices rose by 2% in London trading",
    ],
    "de": ["Der Präsident hat das Gesetz am Freitag unterzeichnet"],
    "fr": ["Le président a signé la loi vendredi à Paris"],
    "tr": ["Cumhurbaşkanı yeni yasayı imzaladı ve bir açıklama yaptı"],
    "az": ["Prezident yeni qanunu imzaladı və nazirlər kabinetinə tapşırıq verdi"],
    "pl": ["Prezydent podpisał ustawę, która wejdzie w życie w przyszłym roku"],
    "es": ["El presidente firmó la ley el viernes en Madrid"],
    "it": ["Il presidente ha firmato la legge e il governo l’ha approvata"],
    "zh": ["国家主席签署了新法律"],
    "ja": ["大統領は新しい法律に署名しました"],
    "ka": ["პრეზიდენტმა ხელი მოაწერა კანონს"],
    "hy": ["Նախագահը ստորագրել է օրենքը"],
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in TEXTS.items() for text in texts])
def test_language(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "quoted",
    [
        "«Жаңа заң халықтың әл-ауқатын арттыруға бағытталған», — деді ол.",
        "«Ми підтримуємо цей закон і будемо його виконувати», — сказав він.",
        "“We support this bill and will do everything we can to make it work”, he said.",
    ],
)
def test_quotation_does_not_change_it(quoted: str) -> None:
    assert detect_language(RUSSIAN + quoted + " " + RUSSIAN) == "ru"


def test_names_do_not_change_it() -> None:
    assert detect_language("Партия «Батьківщина» проиграла выборы") == "ru"
    assert detect_language("Компания Apple Inc. (NASDAQ: AAPL) купила Beats Electronics") == "ru"
    assert detect_language("Агентство «Қазақпарат» сообщает об открытии завода") == "ru"


def test_speed() -> None:
    text = RUSSIAN * 100
    assert min(cpu_seconds(lambda: detect_language(text)) for _ in range(5)) < 0.02
