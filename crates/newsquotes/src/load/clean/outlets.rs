//! Which short lines name a newspaper, a site or a broadcaster: by a list of
//! well-known ones, by the words that such names begin or end with, or by no
//! more than their capitals. It looks at one line; where the line stands is
//! the business of `head`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::dateline;

/// How much a line looks like the name of an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OutletLikeness {
    /// A sentence, a date, a section, a role.
    No,
    /// A few words with capitals: `Townhall`, `Seekurier`.
    Could,
    /// With a word of such names, or an address: `Lake Times`, `lake.example.com`.
    Like,
    /// One of the list.
    Known,
}

/// Outlets that readers save most, in small letters. Compiled by hand, from
/// memory, over some forty countries.
const KNOWN: &str = "abc|abc news|the age|aftenposten|aftonbladet|ahram online|al ahram|al arabiya|al jazeera|aljazeera|associated press|\
the associated press|ap|afp|ars technica|asahi shimbun|the atlantic|axios|bangkok post|barron's|bbc|bbc news|bbc sport|bbc world|bild|\
bloomberg|boston globe|the boston globe|breitbart|business insider|buzzfeed|caixin|cbc|cbs|chicago tribune|china daily|clarín|cnbc|cnet|cnn|\
corriere della sera|dagens nyheter|dawn|de morgen|de standaard|de volkskrant|der spiegel|der standard|deutsche welle|die presse|die welt|\
die zeit|dn|dr|dw|the economist|efe|ekstra bladet|el mundo|el país|el tiempo|el universal|the epoch times|estadão|euronews|expressen|faz|\
financial times|folha de s.paulo|forbes|fortune|fox|france 24|gazeta wyborcza|ndtv|the globe and mail|o globo|g1|the guardian|guardian|\
haaretz|handelsblatt|helsingin sanomat|the hill|the hindu|huffpost|hürriyet|the independent|independent|infobae|irish times|the intercept|\
jakarta post|the jakarta post|kathimerini|kommersant|kompas|kyodo|la nación|la repubblica|la stampa|la vanguardia|le figaro|le monde|le soir|\
le temps|libération|liberation|los angeles times|mail online|marca|marketwatch|meduza|milenio|mint|mother jones|msnbc|the nation|\
national geographic|national review|nature|nbc|neue zürcher zeitung|the new republic|new scientist|newsmax|newsweek|the new yorker|nikkei|npr|\
nrc|nrk|nu.nl|nzz|orf|página 12|pap|pbs|people|politico|propublica|público|quartz|rai|reason|reuters|ria novosti|rte|rté|salon|\
scmp|scientific american|sky|slate|spiegel|spiegel online|the star|stern|straits times|the straits times|stuff|süddeutsche zeitung|svd|svt|\
sydney morning herald|the sydney morning herald|t-online|tagesschau|tagesspiegel|tass|taz|techcrunch|the telegraph|terra|the texan|\
time|times of india|the times|toronto star|townhall|trouw|tvn24|ukrainska pravda|univision|uol|upi|usa today|vanity fair|variety|vg|\
vice|voa|vox|wall street journal|the wall street journal|washington post|the washington post|new york times|the new york times|wired|welt|\
xinhua|yahoo|yle|yomiuri shimbun|yonhap|the verge|the wire|zdf|zdnet|zeit online|aktuálně.cz|idnes|index.hu|onet|wp.pl|delfi|rbc|rt|lenta.ru";

static KNOWN_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| KNOWN.split('|').collect());

/// Words with which the names of outlets end, or begin.
const ENDS: &str = "news|times|post|press|agency|journal|herald|tribune|gazette|chronicle|examiner|observer|monitor|review|courier|register|\
standard|mirror|telegraph|daily|weekly|mail|sun|star|globe|dispatch|bulletin|beacon|sentinel|enquirer|inquirer|advertiser|argus|echo|report|\
reporter|record|ledger|magazine|radio|tv|television|broadcasting|network|online|media|insider|wire|blog|zeitung|anzeiger|kurier|presse|\
nachrichten|bote|blatt|rundschau|tageblatt|abendblatt|morgenpost|allgemeine|spiegel|monde|figaro|parisien|soir|journal|gazzetta|corriere|\
giornale|messaggero|stampa|repubblica|país|mundo|diario|periódico|nacional|universal|nación|vanguardia|folha|estado|jornal|público|notícias|\
noticias|krant|dagblad|telegraaf|courant|nyheter|bladet|posten|avisen|tidende|sanomat|gazeta|dziennik|wiadomości|pravda|izvestia|новости|\
газета|правда|известия|news24|digest|today|free press|bee|tagblatt|shimbun|public radio|newswire";

static END_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| ENDS.split('|').collect());

/// Sections and labels of sites, which stand where outlets do.
const SECTIONS: &str = "politics|world|world news|us news|u.s.|us|uk|uk news|europe|asia|africa|americas|middle east|opinion|opinions|analysis|\
editorial|commentary|business|economy|markets|money|finance|tech|technology|science|health|environment|climate|sport|sports|football|culture|\
arts|books|film|music|travel|lifestyle|life|style|food|entertainment|education|local|local news|national|nation|investigations|features|\
exclusive|breaking news|breaking|latest news|top stories|news|live|video|interview|explainer|fact check|politik|wirtschaft|ausland|inland|\
panorama|kultur|wissen|meinung|kommentar|gesellschaft|netzwelt|politique|monde|économie|société|idées|international|débats|sciences|\
política|economía|internacional|sociedad|opinión|deportes|cultura|nacional|mundo|economia|esporte|esportes|esteri|cronaca|politica|sport|\
binnenland|buitenland|economie|politiek|cultuur|sverige|världen|innenriks|utenriks|indland|udland|kotimaa|ulkomaat|kraj|świat|gospodarka|\
политика|экономика|общество|мир|культура|спорт|gündem|dünya|ekonomi|spor|advertisement|sponsored|subscribe|share|print|contents|menu|home";

static SECTION_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| SECTIONS.split('|').collect());

/// Words of what people do at an outlet, in a line below their names; their
/// beginnings, so that `Korrespondentin` is one too.
const ROLES: [&str; 46] = [
    "correspondent",
    "reporter",
    "editor",
    "columnist",
    "contributor",
    "writer",
    "journalist",
    "staff",
    "producer",
    "bureau chief",
    "commentator",
    "critic",
    "anchor",
    "photographer",
    "analyst",
    "professor",
    "author of",
    "director of",
    "fellow",
    "korrespondent",
    "redakteur",
    "redaktor",
    "reporterin",
    "autorin",
    "autor",
    "journaliste",
    "correspondant",
    "rédact",
    "chroniqueu",
    "grand reporter",
    "envoyé",
    "corresponsal",
    "redactor",
    "periodista",
    "columnista",
    "enviad",
    "giornalista",
    "corrispondente",
    "inviat",
    "repórter",
    "colunista",
    "jornalista",
    "verslaggever",
    "correspondente",
    "корреспондент",
    "muhabir",
];

/// Words of a name, at most.
const WORDS: usize = 7;

/// How much a line looks like the name of an outlet.
pub(super) fn likeness(line: &str) -> OutletLikeness {
    let line = line.trim();
    let name = bare(line);
    let folded = name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || line.split_whitespace().count() > WORDS || line.len() > 70 {
        return OutletLikeness::No;
    }
    if KNOWN_SET.contains(folded.as_str()) || dateline::agency(name).is_some() {
        return OutletLikeness::Known;
    }
    if is_section(line) || is_role(line) || line.ends_with(['.', '?', '!', ':', ',']) {
        return OutletLikeness::No;
    }
    if is_site(&folded) {
        return OutletLikeness::Like;
    }
    if !words.iter().all(|word| is_part(word))
        || line.chars().filter(char::is_ascii_digit).count() > 3
    {
        return OutletLikeness::No;
    }
    let end = |word: Option<&&str>| {
        word.is_some_and(|word| END_SET.contains(word.to_lowercase().as_str()))
    };
    if end(words.last()) || words.len() > 1 && end(words.first()) {
        return OutletLikeness::Like;
    }
    if words.len() <= 5 { OutletLikeness::Could } else { OutletLikeness::No }
}

/// The name without what sites put behind it: `CNN (Web News)`, `The Week - News`.
fn bare(line: &str) -> &str {
    let end = [" (", " - ", " – ", " — "].iter().filter_map(|mark| line.find(mark)).min();
    end.and_then(|end| line.get(..end)).unwrap_or(line).trim()
}

/// Each word begins with a capital, or is one of the small words in names.
fn is_part(word: &str) -> bool {
    const SMALL: [&str; 22] = [
        "of", "the", "and", "for", "in", "on", "de", "la", "le", "des", "du", "der", "die", "das",
        "el", "di", "della", "do", "da", "van", "&", "-",
    ];
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        || SMALL.contains(&word)
}

/// `lake.example.com`, `TheLake.com`.
fn is_site(folded: &str) -> bool {
    let host = folded.strip_prefix("www.").unwrap_or(folded);
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    !host.contains([' ', '@', '/'])
        && name.len() >= 2
        && (2..=6).contains(&end.len())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && end.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a line names a section of a site.
pub(super) fn is_section(line: &str) -> bool {
    SECTION_SET.contains(line.trim().to_lowercase().as_str())
}

/// Whether a line says what somebody does: `Senior political correspondent`.
pub(super) fn is_role(line: &str) -> bool {
    let folded = line.to_lowercase();
    let known = |role: &&str| {
        folded.match_indices(*role).any(|(at, _)| {
            folded.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
        })
    };
    line.split_whitespace().count() <= 9
        && !line.ends_with(['.', '?', '!', ':'])
        && ROLES.iter().any(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_outlets_are_told_by_degrees() {
        for (line, expected) in [
            ("Reuters", OutletLikeness::Known),
            ("The Guardian", OutletLikeness::Known),
            ("CNN (Web News)", OutletLikeness::Known),
            ("Lake Courier", OutletLikeness::Like),
            ("Radio Lindau", OutletLikeness::Like),
            ("TheLake.com", OutletLikeness::Like),
            ("Lindau Weekly - News", OutletLikeness::Like),
            ("Seeblick", OutletLikeness::Could),
            ("Mona Brandt", OutletLikeness::Could),
            ("Politics", OutletLikeness::No),
            ("Senior political correspondent", OutletLikeness::No),
            ("The ferry sinks again", OutletLikeness::No),
            ("What we know so far.", OutletLikeness::No),
        ] {
            assert_eq!(likeness(line), expected, "{line}");
        }
    }

    #[test]
    fn roles_stand_in_many_languages() {
        for line in
            ["Chief reporter", "Korrespondentin in Bregenz", "Envoyé spécial", "Redactora jefa"]
        {
            assert!(is_role(line), "{line}");
        }
        assert!(!is_role("The reporter was not hurt, the harbour said."));
    }
}
