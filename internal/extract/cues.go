package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// The tables below are data. A word of a class or id is matched whole ("share" in share-bar and shareBar, not in
// shareholder); two words are matched in a row. Lines are matched folded: lower case, no accents, no punctuation.

// furnitureTags never hold the text of an article.
var furnitureTags = atoms(atom.Nav, atom.Footer, atom.Aside, atom.Figcaption, atom.Form, atom.Menu, atom.Caption)

// furnitureRoles are the ARIA roles of furniture.
var furnitureRoles = wordSet("navigation complementary contentinfo search dialog alertdialog banner menu menubar toolbar tooltip tablist form note")

// furnitureWords mark a container as furniture, whatever it holds.
var furnitureWords = phrases(`
	related | recirc | recirculation | recommended | recommendation | recommendations | recommend | outbrain | taboola | ligatus | plista | zergnet | revcontent | dianomi | strossle
	newsletter | newsletters | signup | sign up | subscribe | subscription | optin | mailchimp | nieuwsbrief | infolettre | abonnement | inscription
	share | sharing | shares | sharebar | sharedaddy | social | socials | addthis | addtoany | sharethis | jp relatedposts | partage | partager | delen
	breadcrumb | breadcrumbs | ariane | kruimelpad | pagination | pager | toc | table of contents | sommaire | skip link | skiplink
	byline | bylines | author | authors | author box | bio | auteur | auteurs | signature | dateline | timestamp | post meta | entry meta | article meta | postmeta | metadata | pubdate | publish date | reading time
	tags | taglist | tag list | tagcloud | keywords | topics | post tags | mots cles | trefwoorden
	caption | captions | figcaption | photo credit | image credit | credit | credits | legende | bijschrift | copyright
	promo | promos | promoted | promotion | sponsored | sponsor | sponsorise | gesponsord | advert | advertisement | advertising | ads | ad | adv | advertorial | publicite | reclame | dfp | adsense | teads | affiliate
	cookie | cookies | consent | gdpr | rgpd | didomi | onetrust | privacy banner | cmp | popup | modal | overlay | interstitial | lightbox | tooltip
	regwall | poool | premium wall | subscriber wall | paywall overlay | paywall banner | paywall message | abonnez
	most read | most popular | mostread | most viewed | trending | popular | plus lus | plus lu | meest gelezen | meestgelezen | lees ook | lire aussi | read more | read also | readmore | see also | also read | more from | more on | read next | up next | next up | editors picks | dont miss | a lire | en continu
	sidebar | rail | right rail | widget | widgets | ticker | marquee | carousel | slideshow nav | weather | poll | quiz
	sr only | visually hidden | visuallyhidden | screen reader | screen reader text | assistive | print only | hidden print
	follow us | followus | app banner | app promo | download app | donate | donation | support us
	feedback | rating | ratings | report error | correction form | footer | masthead | navigation | nav | navbar | menu | toolbar | player controls | print header | d print block | control bar | cta | disclaimer | postinfo | post info | publish info | article line | rollover | popover | app cta | noscript | ad label | wpcnt | syndication link
`)

// commentWords mark what readers wrote, which may well be longer than the article.
var commentWords = phrases("comments | comment | commentlist | comment list | disqus | respond | livefyre | commentaires | commentaire | reacties | reactie | reageren | reactions | discussion | fb comments")

// pictureWords mark a container of a picture; what little text it holds is a caption.
var pictureWords = phrases(`
	photo | photos | picture | pictures | image | images | img | gallery | slideshow | video | videos | figure | thumbnail | media object | illustration | afbeelding | foto | fotos
`)

// embedWords mark a post of a social network that the article quotes; it is text.
var embedWords = phrases("twitter tweet | tweet | social media embed | twitter | instagram media")

// hoverWords mark what shows only when pointed at, and what is only read aloud.
var hoverWords = phrases("tooltip | tooltiptext | popover | rollover | hovercard | sr only | visually hidden | visuallyhidden | screen reader text | screenreader | show for sr | assistive text")

// linkyWords mark a container as furniture where a good part of it is links to the same site.
var linkyWords = phrases(`
	teaser | teasers | card | cards | more | links | link list | read | also | aside | inline article | embed article | list | listing | feed | river | stream | latest | news list | dossier | tiles | tile
	suggestions | suggested | next | previous | prev | box | block | infobox | module | onward | explore | discover | category | categories | section list | latest news | inset
`)

// bodyWords are how most outlets and content systems call the element that holds the text.
var bodyWords = phrases(`
	article body | articlebody | article content | article text | article main content | story body | storybody | story content | story text | entry content | post content | post body | body text | body content | content body | news body | news text
	texte article | corps article | article corps | contenu article | article contenu | artikel tekst | artikeltekst | article inner content | td post content | field name body | field item
`)

// leadWords mark the lead, which many outlets put above the body.
var leadWords = phrases(`
	lead | lede | chapo | chapeau | accroche | standfirst | intro | introduction | inleiding | summary | subtitle | sous titre | subhead | dek | deck | abstract | excerpt | teaser text | header description | article description
`)

// furnitureCues begin a section of furniture: a heading or a short line that is all there is on it.
var furnitureCues = lines(`
	contenus sponsorises | contenu sponsorise | contenu partenaire | contenus partenaires | nos partenaires | a la une | les plus lus | le plus lu | les plus lues | les plus partages | les plus commentes
	sur le meme sujet | dans la meme rubrique | dans la meme categorie | sur le meme theme | a decouvrir | a decouvrir aussi | a ne pas manquer | vous aimerez aussi | vous pourriez aussi aimer | cela pourrait vous interesser | ces articles pourraient vous interesser
	articles lies | articles similaires | articles recommandes | articles connexes | articles associes | autres articles | derniers articles | derniere minute | dernieres actualites | dernieres infos | dernieres news | l actu en continu | en continu | toute l actualite | toute l actu | notre selection | nos autres articles | plus d articles | plus d infos | plus d actualites | recommande pour vous | recommandes pour vous | en savoir plus | pour aller plus loin | a lire aussi | lire aussi | a lire egalement | lire egalement | a voir aussi | voir aussi | a lire | lire la suite | nos lecteurs ont aussi lu | dans l actualite | en direct | les dernieres actus | nos dernieres actualites | et aussi | l essentiel de l actu | populaires | tendances
	advert | iklan | anzeige | werbung | publicidade | publicidad | commentaires | commentaire | reactions | vos reactions | laisser un commentaire | ajouter un commentaire | reagir a cet article | partager | partager cet article | partagez cet article | newsletter | newsletters | inscription a la newsletter | inscrivez vous a la newsletter | notre newsletter | recevez notre newsletter | publicite | annonce | annonces | a propos de l auteur | l auteur | mots cles | tags | sujets | sujets associes | themes | source | sources images
	meest gelezen | meest recent | meest bekeken | meest gedeeld | lees ook | lees verder | lees meer | lees meer over | meer over dit onderwerp | meer over | meer lezen | meer nieuws | meer artikels | meer artikelen | ook interessant | ook in het nieuws | dit vind je misschien ook leuk | misschien ook interessant | aanbevolen | aanbevolen voor u | aanbevolen artikelen | aanbevolen voor jou | gerelateerd | gerelateerde artikelen | gerelateerde artikels | gerelateerd nieuws | verwante artikelen | verwante artikels | uitgelicht | in het nieuws | net binnen | laatste nieuws | het laatste nieuws | populair | trending | gesponsorde inhoud | gesponsord | partnerinhoud | partnercontent | advertentie | advertenties | reclame | reacties | reageer | plaats een reactie | deel dit artikel | delen | deel | nieuwsbrief | schrijf je in | schrijf u in | schrijf je in voor onze nieuwsbrief | over de auteur | onderwerpen | trefwoorden | bekijk ook | volg ons | uit onze andere titels | op de hoogte blijven | niet te missen | in de kijker | vandaag in het nieuws | meer van deze auteur | uitgelichte artikels | dit artikel delen
	most read | most popular | most viewed | most shared | trending | trending now | trending stories | popular | popular stories | popular posts | related | related articles | related stories | related news | related content | related posts | related topics | related coverage | related links | related video | related videos | read more | read next | read also | also read | see also | see more | more stories | more news | more from | more on this | more on this story | more like this | you may also like | you might also like | you may like | you might like | you may also be interested in | you might also be interested in | recommended | recommended for you | recommended stories | recommended reading | recommended articles | sponsored | sponsored content | sponsored links | promoted | promoted content | promoted stories | partner content | from our partners | from the web | around the web | advertisement | advertisements | comments | leave a comment | leave a reply | join the conversation | post a comment | share | share this | share this article | share this story | newsletter | newsletters | subscribe | subscribe now | sign up | sign up now | sign up for our newsletter | about the author | about the authors | tags | topics | up next | editors picks | editor s picks | dont miss | don t miss | latest news | latest stories | top stories | featured | in this article | explore more | what to read next | keep reading | follow us | top news | breaking news
	das konnte sie auch interessieren | mehr zum thema | meistgelesen | weitere artikel | kommentare | empfohlen
`)

// linkCues are cues with nothing but links below them: the article goes on with the first line that is none.
var linkCues = lines(`
	lire aussi | a lire aussi | a lire egalement | lire egalement | a voir aussi | voir aussi | sur le meme sujet | articles lies | articles similaires | articles associes | en savoir plus | pour aller plus loin | et aussi
	lees ook | lees meer | lees verder | meer lezen | bekijk ook | meer over dit onderwerp | gerelateerd | gerelateerde artikelen | gerelateerde artikels | gerelateerd nieuws | verwante artikelen | verwante artikels
	related | related articles | related stories | related news | related content | related coverage | related links | related topics | read also | also read | see also | more on this story | more on this
`)

// publishedCues begin a line with the date of publication, wherever it stands.
var publishedCues = lines(`
	publie le | publiee le | publie a | mis a jour le | mise a jour le | mis a jour a | modifie le | cree le | mis en ligne le
	gepubliceerd op | gepubliceerd | laatst bijgewerkt | bijgewerkt op | bijgewerkt | geplaatst op | laatste update
	published on | published at | published | updated on | last updated | updated | posted on | first published | last modified
`)

// labels are cues that stand alone: the line goes, and nothing with it.
var labels = lines(`
	facebook | twitter | x | whatsapp | linkedin | pinterest | instagram | telegram | messenger | bluesky | mastodon | e mail | email | mail | sms | rss
	imprimer | fermer | copier le lien | lien copie | ecouter | ecouter l article | lire plus tard | sauvegarder | enregistrer | suivre | commenter | legende | agrandir | offrir cet article | retour en haut | haut de page
	printen | afdrukken | sluiten | kopieer link | link gekopieerd | beluister | beluister dit artikel | bewaren | bewaar | volgen | naar boven | vergroten
	print | close | caption | copy link | link copied | listen | listen to this article | save | save for later | follow | comment | back to top | enlarge | more | loading | menu | search
	publicite | annonce | annonces | partager | partagez cet article | partager cet article | source | sources images | en direct | derniere minute | themes | sujets | tags | mots cles | newsletter | newsletters | a lire | en continu | l auteur | lire la suite
	advertentie | advertenties | reclame | deel | delen | deel dit artikel | dit artikel delen | net binnen | reageer | trending | uitgelicht
	advert | iklan | anzeige | werbung | publicidade | publicidad | advertisement | advertisements | sponsored | promoted | breaking news | share | share this | share this article | share this story | subscribe | subscribe now | sign up | sign up now | topics | top news | featured | popular | read more | follow us | in this article | newsletter
`)

// leadIns begin a line that points elsewhere: "Lire aussi : …". The line goes, the ones after it stay.
var leadIns = lines(`
	lire aussi | a lire aussi | a lire egalement | lire egalement | a lire sur | a lire | voir aussi | a voir aussi | a ecouter | a ecouter aussi | a revoir | relire | lire notre | lire l article | notre dossier | retrouvez tous nos | retrouvez toute l actualite | retrouvez l ensemble de | sur le meme sujet | lisez aussi | lisez egalement | decouvrez aussi | en savoir plus | plus d informations sur | consultez aussi
	suivez nous | suivez toute l actualite | rejoignez nous | abonnez vous | inscrivez vous | telechargez l application | telechargez notre application | cliquez ici pour | cet article est reserve | article reserve aux abonnes | contenu reserve aux | il vous reste | la suite est reservee | la suite de cet article | deja abonne | deja inscrit | credit photo | credits photo | image d illustration | photo d illustration | illustration | recevez chaque | recevez gratuitement | recevez notre
	lees ook | lees meer | lees verder | lees hier | lees ons dossier | meer lezen | bekijk ook | kijk ook | beluister ook | luister ook | zie ook | volg ons | schrijf je in | schrijf u in | abonneer je | abonneer u | abonneer nu | neem een abonnement | word abonnee | download de app | download onze app | dit artikel is exclusief | dit artikel is enkel | dit artikel is voorbehouden | exclusief voor abonnees | enkel voor abonnees | alleen voor abonnees | al abonnee | archiefbeeld | illustratiebeeld | themabeeld | bron foto | deel dit artikel | ontvang elke | ontvang onze | ontvang gratis
	read more | read also | also read | read next | see also | see more | recommended | sign up for | sign up to | subscribe to | subscribe now | follow us | continue reading | join us | like us on | share this | image credit | photo credit | photo by | getty images | file photo | have a tip | got a tip | contact the author | email the author | send us your | additional reporting | filed under | originally published in | advertisement | story continues below
`)

// weakLeadIns are leadIns only before a colon, or where a good part of the line is a link.
var weakLeadIns = lines(`
	en images | en video | video | podcast | et aussi | partagez | photo | photos | plus d infos | notre article | dossier | enquete | interview | recit | retrouvez | suivez | recevez | decouvrez | cliquez ici
	meer over | meer | bekijk | volg | ontvang | foto | beeld | reageer | klik hier | dossier | kijk | luister | ook
	related | more | more on | watch | watch more | listen | follow | download the | download | join | photo | photos | image | images | credit | email | reach | check out | don t miss | via | citation | sign up | subscribe
`)

// notices begin what is printed on every page of an outlet: rights, walls, invitations, warnings.
var notices = lines(`
	cet article est reserve | cet article est exclusivement reserve | contenu reserve aux | article reserve aux | la suite est reservee | la suite de cet article est | il vous reste | pour lire la suite | recevez chaque | recevez gratuitement | recevez notre | recevez nos | inscrivez vous a notre | inscrivez vous gratuitement | abonnez vous a notre | en vous inscrivant | vous pouvez vous desinscrire | votre adresse e mail | restez informe
	dit artikel is exclusief | dit artikel is enkel | dit artikel is alleen | dit artikel is voorbehouden | lees verder met | om verder te lezen | ontvang elke | ontvang onze | ontvang gratis | ontvang de | schrijf je in voor | schrijf u in voor | blijf op de hoogte
	this article is for subscribers | this article is reserved | subscribe to continue | sign up for our | sign up to our | get our newsletter | by signing up
	tous droits reserves | copyright | ce contenu est bloque | ce contenu n est pas accessible | pour visualiser ce contenu | en poursuivant votre navigation | nous utilisons des cookies | vos donnees sont traitees | toute reproduction | cet article a ete mis a jour | une erreur dans l article | signaler une erreur | vous avez repere une erreur | article genere par | la redaction vous conseille
	alle rechten voorbehouden | niets van deze | niets uit deze | deze inhoud kan niet | om deze inhoud te bekijken | wij gebruiken cookies | fout opgemerkt | een fout gezien | meld een fout | overname van dit artikel
	all rights reserved | this document is subject to copyright | the contents of this site | this material may not be | this post may contain affiliate | this article may contain affiliate | this article contains affiliate | this post contains affiliate | we may earn | if you buy through | you can unsubscribe | we use cookies | this slideshow requires javascript | please enable javascript | this content is not available | views expressed
	if you enjoyed this | did you enjoy this | enjoyed this article
`)

// wallCues are how a wall speaks.
var wallCues = lines(`
	reserve aux abonnes | reservee aux abonnes | reserve a nos abonnes | reserves aux abonnes | pour lire la suite | abonnez vous pour | la suite est reservee | il vous reste | deja abonne | acces illimite | article abonne | contenu premium
	voor abonnees | al abonnee | word abonnee | om verder te lezen | lees verder met | exclusief voor | abonneer je om | abonneer u om | dit artikel is voorbehouden | registreer om verder | maak een account
	subscribers only | for subscribers | subscribe to read | subscribe to continue | to continue reading | already a subscriber | members only
`)

// rankings begin a furniture heading that goes on: "Les plus lus en économie".
var rankings = lines(`
	les plus lus | le plus lu | les plus lues | les articles les plus | nos articles les plus | contenu sponsorise | contenus sponsorises | recommande pour vous
	meest gelezen | meest bekeken | best gelezen | populair op | gesponsorde | aanbevolen voor
	most read | most popular | most viewed | trending on | trending in | sponsored by | recommended for you | more stories from | more from our
`)

// creditWords stand in the brackets at the end of a caption.
var creditWords = lines(`
	photo | photos | image | images | credit | file photo | getty | reuters | afp | ap photo | belga | belgaimage | epa efe | shutterstock | istock | foto | beeld | bron | crdit | photographie | illustration | archives | archief | archieffoto
`)

// consentWords are the words of a consent wall; an article about walls has some of them in a paragraph, a wall many.
var consentWords = wordSet(`
	cookies cookie traceurs consentement accord partenaires stocker terminal parametrer confidentialite preferences personnalises personnalisees audience retirer finalites legitime
	technieken toestemming partners toestel opslaan advertenties interesses instellingen voorkeuren privacybeleid cookiebeleid gepersonaliseerde doeleinden gerechtvaardigd
	technologies consent device advertising personalised personalized interests purposes legitimate preferences store vendors
`)

// agencies end the line under a picture.
var agencies = lines(`
	reuters | afp | belga | belgaimage | belga image | ap photo | anp | isopix | photo news | photonews | getty | getty images | gettyimages | istock | shutterstock | adobe stock | unsplash | pixabay | pexels | wikimedia commons | maxppp | sipa | hans lucas | abacapress | image getty | alamy | dpa | capture d ecran | screenshot | handout
`)

// dateWords are what stands in a line that is only a date.
var dateWords = wordSet(`
	janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
	januari februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
	january february march may june july august october monday tuesday wednesday thursday friday saturday sunday
	jan feb fev mar mrt apr avr jun juil jul aug sep sept oct okt nov dec mon tue wed thu fri sat sun lun mer jeu ven sam dim ma wo vr za zo
	janeiro fevereiro marco maio junho julho agosto setembro outubro novembro dezembro segunda terca quarta quinta sexta sabado domingo feira
	am pm a p m est edt cst cdt pst pdt gmt utc bst cet cest h u uur min minutes le la de du a at on op om the of om as
	publie mis jour maj modifie gepubliceerd bijgewerkt laatst update published posted updated last
`)

// bylineCues begin a line that tells who wrote it and when; they count only above the text and below it.
var bylineCues = lines(`
	par | publie | publie le | publiee | mis a jour | mise a jour | modifie | modifie le | redaction | la redaction | temps de lecture | lecture | ecrit par | redige par | le | avec afp | avec belga | source | auteur | journaliste | propos recueillis
	door | gepubliceerd | gepubliceerd op | bijgewerkt | laatst bijgewerkt | geplaatst | update | leestijd | redactie | bron | auteur | geschreven door | tekst
	by | published | posted | updated | last updated | last modified | first published | written by | author | reading time | min read | edited by | reporting by | staff | source | on
	von | veroffentlicht | aktualisiert
`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// phrases reads a table of class words: parted by bars and line ends, two or three words in a row allowed.
func phrases(s string) map[string]bool { return lines(s) }

// lines reads a table of folded lines, parted by bars and line ends.
func lines(s string) map[string]bool {
	m := map[string]bool{}
	for p := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '|' || r == '\n' }) {
		if p = strings.TrimSpace(p); p != "" {
			m[p] = true
		}
	}
	return m
}

// longestCue is how many words the longest line of a table has.
const longestCue = 7

// beginsWith reports whether a folded line begins with a line of the table, at a word's end.
func beginsWith(folded string, table map[string]bool) bool {
	end := 0
	for range longestCue {
		i := strings.IndexByte(folded[end:], ' ')
		if i < 0 {
			return table[folded]
		}
		end += i
		if table[folded[:end]] {
			return true
		}
		end++
	}
	return false
}

// inClass reports whether class words hold a phrase of the table.
func inClass(class []string, table map[string]bool) bool {
	for i := range class {
		if table[class[i]] {
			return true
		}
		for n := 2; n <= 3 && i+n <= len(class); n++ {
			if table[strings.Join(class[i:i+n], " ")] {
				return true
			}
		}
	}
	return false
}
