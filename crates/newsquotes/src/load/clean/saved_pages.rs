//! Invented pages as people save them: what each of their lines is.

use super::tests::{check, only};
use crate::model::Fact;

fn value(fact: Option<&Fact<String>>) -> &str {
    fact.map_or("", |fact| fact.value.as_str())
}

#[test]
fn the_page_of_an_agency() {
    let document = check(
        "navigation| Skip to main content
        navigation| Home
        navigation| World
        navigation| Business
        navigation| Markets
        navigation| Sport
        navigation| Subscribe
        related|    Top stories
        related|    Harbour of Bregenz is dredged for the third time
        related|    Council buys a second lamp for the pier
        notice|     2ND LEAD
        title|      Ferry of Lindau sails again after three days of storm
        byline|     By: Mona Brandt
        dateline|   April 4, 2024 10:15 AM UTC
        share|      Share
        share|      Facebook
        caption|    The ferry leaves the harbour on Thursday. © Jo Ober, AFP
        paragraph|  LINDAU, April 4 (AFP) - The ferry of Lindau sailed again on Thursday after three days of storm, the harbour master said, and nobody was left on the pier.
        paragraph|  “It was high time,” said the captain, Ada Roth, who had waited for the wind to turn since Monday and had read two books.
        paragraph|  The first boat left at noon with forty people and a dog on board. It came back with thirty, and with the dog.
        heading|    Three boats are missed
        paragraph|  Three fishing boats have been missed since Tuesday, the office of the harbour said in a statement, but their crews have called from the other bank.
        paragraph|  The council will decide in May whether the old engine is replaced. It is forty years old and leaks.
        notice|     mb/jo/rt
        notice|     © 2024 AFP
        related|    Read more
        related|    How the ferry came to Lindau and why it stayed
        tags|       Tags:
        tags|       Lindau
        tags|       Ferries
        navigation| Terms of use
        navigation| Privacy policy
        navigation| Contact us",
    );
    let meta = &only(&document).meta;
    assert_eq!(value(meta.byline.as_ref()), "Mona Brandt");
    assert_eq!(value(meta.agency.as_ref()), "AFP");
    assert_eq!(value(meta.place.as_ref()), "Lindau");
    assert_eq!(meta.tags.len(), 2);
}

#[test]
fn a_blog_with_a_box_between_its_paragraphs() {
    let document = check(
        "title|      Why I took the night ferry nine times
        byline|     by Jo Ober | 4 April 2024
        share|      3 comments

        paragraph|  There is a boat that leaves when everybody sleeps, and for nine nights I was the only one who did not.

        paragraph|  The captain does not talk before two in the morning. After two she talks about engines, and after three about her brother.

        notice|     Sign up for our newsletter
        notice|     Enter your email address
        navigation| Submit
        related|    Related posts
        related|    Ten things to do on a pier
        related|    What the harbour master eats

        paragraph|  On the fifth night a man with a ladder came on board. He did not say what the ladder was for, and I did not ask him.

        heading|    What I learned

        item|       • Bring a blanket, and bring a second one for the captain.
        item|       • Do not ask about the ladder.

        paragraph|  I would do it again, but not in winter.

        tags|       Filed under: ferries, nights
        comment|    Leave a comment
        comment|    Oldrivet: I know the man with the ladder.
        comment|    Nora: So do I, and he owes me ten francs.",
    );
    let meta = &only(&document).meta;
    assert_eq!(value(meta.byline.as_ref()), "Jo Ober");
    assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
    assert_eq!(meta.tags.len(), 2);
}

#[test]
fn a_live_blog_with_key_events() {
    check(
        "title|      Storm on the lake – live: ferry of Lindau stays in the harbour
        standfirst| Schools are closed and the pier is under water; the wind is said to turn on Friday morning
        byline|     Mona Brandt
        dateline|   Thu 4 Apr 2024 10.15 BST
        notice|     Key points
        notice|     From 20m ago
        heading|    Pier is under water
        paragraph|  The pier of Lindau is under water, the harbour master said, and nobody may walk on it before the wind has turned.
        paragraph|  Two people tried.
        share|      Share
        notice|     Updated at 10.05 BST
        heading|    ‘We can wait’
        paragraph|  Ada Roth, the captain, said that she had coffee for three days and a book about bees.
        paragraph|  She added:
        paragraph|  We can wait, and the bees can wait, and the lake has never waited for anybody.
        share|      Share
        notice|     Updated at 09.40 BST
        heading|    What happens next
        paragraph|  The council meets at six and will hear the harbour master, who has asked for sandbags.
        related|    More on this story
        related|    Three boats are missed on the lake
        notice|     1d ago
        tags|       Topics
        tags|       Lindau
        tags|       Storms
        navigation| Reuse this content",
    );
}

#[test]
fn a_newspaper_with_a_cookie_banner_and_a_box_in_the_middle() {
    let document = check(
        "notice|     We use cookies to give you the best experience on our website.
        notice|     Accept all
        navigation| Cookie settings
        navigation| Menu
        navigation| Search
        navigation| Sign in
        navigation| News
        navigation| Opinion
        navigation| Culture
        title|      Council of Lindau buys a lamp for the pier
        standfirst| It does not hum, it does not flicker, and it has cost as much as a small boat
        byline|     Mona Brandt
        dateline|   4 April 2024
        paragraph|  The council of Lindau has bought a lamp for the pier, after eleven years in which it was discussed at every meeting but two.
        paragraph|  “I have nothing against the dark,” said the mayor, Nora Ober, “but I have fallen into the lake twice.”
        notice|     Advertisement
        notice|     Get our morning newsletter in your inbox
        navigation| Sign up
        related|    Read more: How the pier was built by mistake
        paragraph|  The lamp comes from a yard in the north and was paid for by the ferry company, which wants to see its passengers before it carries them.
        paragraph|  It will be lit on Friday at nine, if the mayor finds the switch.
        notice|     Jo Ober contributed to this report.
        related|    Most read
        related|    Harbour of Bregenz is dredged again
        related|    A dog takes the ferry on Thursdays
        navigation| About us
        navigation| Contact
        navigation| Careers
        notice|     © 2024 Lake Courier. All rights reserved.",
    );
    assert_eq!(value(only(&document).meta.byline.as_ref()), "Mona Brandt");
}

#[test]
fn a_german_page() {
    let document = check(
        "navigation| Startseite
        navigation| Politik
        navigation| Wirtschaft
        navigation| Kultur
        navigation| Sport
        navigation| Anmelden
        related|    Meistgelesen
        related|    Hafen von Bregenz wird zum dritten Mal ausgebaggert
        title|      Lindau bekommt eine Lampe für die Mole
        standfirst| Sie summt nicht, sie flackert nicht, und sie hat so viel gekostet wie ein kleines Boot
        byline|     Von Mona Brandt
        dateline|   04.04.2024, 10:15 Uhr
        share|      Teilen
        share|      Drucken
        paragraph|  Lindau (dpa) - Der Rat von Lindau hat eine Lampe für die Mole gekauft, über die elf Jahre lang in fast jeder Sitzung gestritten worden war.
        paragraph|  „Ich habe nichts gegen die Dunkelheit“, sagte die Bürgermeisterin Nora Ober, „aber ich bin zweimal in den See gefallen.“
        notice|     Anzeige
        related|    Lesen Sie auch: Wie die Mole aus Versehen gebaut wurde
        paragraph|  Bezahlt hat sie die Fährgesellschaft, die ihre Gäste sehen will, bevor sie sie über den See bringt.
        caption|    Die Mole am Abend. Foto: Jo Ober/dpa
        paragraph|  Angezündet wird sie am Freitag um neun, wenn die Bürgermeisterin den Schalter findet.
        tags|       Schlagwörter
        tags|       Lindau
        tags|       Schifffahrt
        comment|    Kommentare
        related|    Mehr zum Thema
        related|    Ein Hund fährt donnerstags mit der Fähre
        navigation| Impressum
        navigation| Datenschutz
        notice|     Alle Rechte vorbehalten",
    );
    let meta = &only(&document).meta;
    assert_eq!(value(meta.language.as_ref()), "de");
    assert_eq!(meta.tags.len(), 2);
}

#[test]
fn a_french_and_a_spanish_article() {
    let document = check(
        "title|      Une lampe pour la jetée de Lindau
        byline|     Par Mona Brandt
        dateline|   Publié le 4 avril 2024 à 10h15
        share|      Partager

        paragraph|  Le conseil de Lindau a acheté une lampe pour la jetée, dont il parlait depuis onze ans à presque chacune de ses séances.
        paragraph|  « Je n’ai rien contre la nuit, a dit la maire Nora Ober, mais je suis tombée deux fois dans le lac. »
        related|    Lire aussi : Comment la jetée fut construite par erreur
        notice|     Publicité
        paragraph|  Elle sera allumée vendredi à neuf heures, si la maire trouve l’interrupteur.
        notice|     Tous droits réservés",
    );
    assert_eq!(value(only(&document).meta.byline.as_ref()), "Mona Brandt");
    let document = check(
        "title|      Lindau compra una lámpara para el muelle
        byline|     Por Mona Brandt
        dateline|   4 de abril de 2024
        share|      Compartir

        paragraph|  El consejo de Lindau ha comprado una lámpara para el muelle, de la que se hablaba desde hace once años en casi todas las reuniones.
        paragraph|  «No tengo nada contra la oscuridad», dijo la alcaldesa Nora Ober, «pero me he caído dos veces al lago».
        related|    Lea también: Cómo el muelle se construyó por error
        notice|     Publicidad
        paragraph|  Se encenderá el viernes a las nueve, si la alcaldesa encuentra el interruptor.
        tags|       Etiquetas: Lindau, muelle
        notice|     Todos los derechos reservados",
    );
    assert_eq!(only(&document).meta.tags.len(), 2);
}

#[test]
fn the_print_view_of_an_article() {
    let document = check(
        "repeat|     A lamp for the pier of Lindau | Lake Courier
        title|      A lamp for the pier of Lindau
        byline|     By Mona Brandt, April 4, 2024

        paragraph|  The council of Lindau has bought a lamp for the pier, after eleven years in which it was discussed at every meeting but two.
        paragraph|  “I have nothing against the dark,” said the mayor, Nora Ober. “But I have fallen into the lake twice.”
        paragraph|  It will be lit on Friday at nine, if the mayor finds the switch.

        notice|     https://example.org/2024/04/04/lamp
        notice|     Copyright 2024 Lake Courier",
    );
    let meta = &only(&document).meta;
    assert_eq!(value(meta.title.as_ref()), "A lamp for the pier of Lindau");
    assert_eq!(value(meta.byline.as_ref()), "Mona Brandt");
    assert_eq!(value(meta.outlet.as_ref()), "Lake Courier");
    assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
}

#[test]
fn a_newsletter_and_a_gallery() {
    check(
        "notice|     View this email in your browser
        title|      The lamp, the pier and the mayor
        dateline|   Thursday, April 4, 2024

        paragraph|  Good morning. The council of Lindau has bought a lamp for the pier, after eleven years in which it was discussed at every meeting but two.
        paragraph|  “I have nothing against the dark,” the mayor, Nora Ober, told us. “But I have fallen into the lake twice.”

        notice|     You are receiving this email because you signed up on our website.
        notice|     Unsubscribe",
    );
    check(
        "title|      The night of the lamp in pictures
        byline|     By Jo Ober
        dateline|   4 April 2024

        paragraph|  The lamp on the pier of Lindau was lit on Friday at nine, and the whole town came to see what it had been afraid of.
        navigation| 1 / 3
        caption|    The mayor looks for the switch. Photo: Jo Ober/AP
        navigation| 2 / 3
        caption|    The switch. Photo: Jo Ober/AP
        navigation| 3 / 3
        caption|    The pier at five past nine. Photo: Jo Ober/AP
        paragraph|  Nobody fell into the lake, and some people were seen to be a little disappointed about it.",
    );
}
