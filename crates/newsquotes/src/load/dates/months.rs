//! The names of the months in some forty languages.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Month names, in the cases that dates use, and their usual short forms; from
/// January to December. English, German, French, Spanish, Catalan, Italian,
/// Portuguese, Romanian, Dutch, Afrikaans, Scandinavian, Icelandic, Finnish,
/// Estonian, Latvian, Lithuanian, Polish, Czech, Slovak, Slovene, Serbian,
/// Croatian, Bulgarian, Russian, Ukrainian, Greek, Hungarian, Turkish,
/// Indonesian, Filipino, Swahili, Arabic, Hebrew, Hindi, Bengali. Croatian
/// `listopada` is left out: the same word is November in Polish.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января январь янв січня січень ocak oca tammikuuta tammikuu ianuarie január ledna leden gener januarie janúar jaanuar janvāris janvārī sausio januára januarja јануар siječnja януари ιανουαρίου ιανουάριος ιαν يناير ינואר בינואר जनवरी জানুয়ারি",
    "february feb februar feber février févr fév fevrier febrero febbraio febb fevereiro fev februari lutego luty февраля февраль фев лютого лютий şubat helmikuuta helmikuu februarie február února únor febrer febrúar veebruar februāris februārī vasario februára februarja фебруар veljače февруари φεβρουαρίου φεβρουάριος φεβ febr pebrero فبراير شباط פברואר בפברואר फरवरी फ़रवरी ফেব্রুয়ারি",
    "march mar märz maerz mrz mars marzo março maart mrt marts marca marzec марта март мар березня березень mart maaliskuuta maaliskuu maret martie március března březen març märts martā kovo ožujka μαρτίου μάρτιος μαρ márc marso machi مارس آذار מרץ במרץ मार्च মার্চ",
    "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня квітень nisan huhtikuuta huhtikuu aprilie április dubna duben apríl aprill aprīlis aprīlī balandžio apríla aprila април travnja απριλίου απρίλιος απρ ápr aprili أبريل ابريل نيسان אפריל באפריל अप्रैल এপ্রিল",
    "may mai mayo maggio mag maio mei maj maja мая май травня травень mayıs toukokuuta toukokuu május května květen maig maí maijs maijā gegužės mája мај svibnja μαΐου μάιος μάι máj مايو أيار מאי במאי मई মে",
    "june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн червня червень haziran kesäkuuta kesäkuu iunie június června červen juny júní juuni jūnijs jūnijā birželio júna junija јун юни lipnja ιουνίου ιούνιος ιουν jún hunyo يونيو يونيه حزيران יוני ביוני जून জুন",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл липня липень temmuz heinäkuuta heinäkuu iulie július července červenec juliol júlí juuli jūlijs jūlijā liepos júla julija јул юли srpnja ιουλίου ιούλιος ιουλ júl hulyo julai يوليو يوليه تموز יולי ביולי जुलाई জুলাই",
    "august aug août aout agosto ago agustus augustus augusti sierpnia sierpień августа август авг серпня серпень ağustos elokuuta elokuu augusztus srpna srpen agost ágúst augusts augustā rugpjūčio augusta avgusta avgust kolovoza αυγούστου αύγουστος αυγ agosti أغسطس اغسطس آب אוגוסט באוגוסט अगस्त আগস্ট",
    "september sept sep septembre septiembre settembre setembro set września wrzesień сентября сентябрь сен сент вересня вересень eylül syyskuuta syyskuu septembrie szeptember září setembre septembris septembrī rugsėjo septembra septembar септембар rujna септември σεπτεμβρίου σεπτέμβριος σεπ szept setyembre septemba سبتمبر أيلول ספטמבר בספטמבר सितंबर सितम्बर সেপ্টেম্বর",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik октября октябрь окт жовтня жовтень ekim lokakuuta lokakuu octombrie október října říjen oktoober oktobris oktobrī spalio októbra oktobra oktobar октобар октомври οκτωβρίου οκτώβριος οκτ oktubre oktoba أكتوبر اكتوبر אוקטובר באוקטובר अक्टूबर अक्तूबर অক্টোবর",
    "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя листопада листопад kasım marraskuuta marraskuu noiembrie nóvember novembris novembrī lapkričio novembra novembar новембар studenoga studenog ноември νοεμβρίου νοέμβριος νοε nobyembre novemba نوفمبر נובמבר בנובמבר नवंबर नवम्बर নভেম্বর",
    "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des grudnia grudzień декабря декабрь дек грудня грудень aralık joulukuuta joulukuu decembrie prosince prosinec desembre detsember decembris decembrī gruodžio decembra decembar децембар prosinca декември δεκεμβρίου δεκέμβριος δεκ disyembre desemba ديسمبر דצמבר בדצמבר दिसंबर दिसम्बर ডিসেম্বর",
];

/// The number of a month by its name or short form in any of the languages.
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 || word.len() > 40 {
        return None;
    }
    NUMBERS.get(word.to_lowercase().as_str()).copied()
}

/// The number of each name of [`MONTHS`]; of the first month that has it.
static NUMBERS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut numbers = HashMap::new();
    for (number, names) in (1..).zip(MONTHS) {
        for name in names.split(' ') {
            numbers.entry(name).or_insert(number);
        }
    }
    numbers
});
