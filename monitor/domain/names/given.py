"""Given names, words that stand before a surname and are none, and words of many clubs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GIVEN: Final = frozenset(
    """
    aaron abdel abdelhamid abdou abdoulaye abdul aboubakar achille achraf adam adama adem
    ademola adil adnan adolfo adrian adriano adrien agustin ahmed ainsley aissa aitana ajdin
    alan albert alberto albin aldo alec aleix alejandro aleksandar aleksander alen alessandro
    alessia alex alexander alexandra alexandre alexandru alexi alexia alexis alfie alfonso
    alfred alfredo alhaji ali aliou alisson allan almamy alphonse alphonso alvaro alvin amad
    amadou amar amelia amine amir ana anass anatoliy ander anders anderson andre andrea
    andreas andres andrew andy angel angelino angelo angus anna ansu anthony antoine anton
    antonela antonin antonio antonis antony ardian arjen arkadiusz armando arnaud arnold
    arouna arsen artem arthur arthuro arturo ashley asier asmir assane aurelien axel aymen
    aymeric ayoub bafetimbi bakary baptiste bartosz bas bastian bastien batista ben benjamin
    benoit berat bernard bernardo bernd beth bilal billy bixente blaise bobby bojan boris
    borja boubacar boubakary bradley brahim brandon branislav breel brian brice bruno bryan
    bukari bukayo burak caio callum calum calvin cameron camille camilo carl carles carlo
    carlos carlton carmen cedric celine cengiz cenk cesar cesc chadli chancel charles
    charlotte cheick cheikh chem chema chiara chidozie chima chloe chris christian christopher
    chuba ciaran ciro clarence claude claudia claudio clement clinton cody cole colin connor
    conor corentin craig cristhian cristian cristiano cristina cuco curro curtis cyle cyriel
    cyril dalbert damian damien dan dani daniel daniele danijel danilo danny dante dario
    darwin daryl dave david davide davor davy dean declan dejan delroy denis deniz dennis
    denys derek derick diafra didier diego dieumerci dimitar dimitri dimitrios dimitris diogo
    dirk divock djibril dmitri domenico dominic dominik donald donny donyell douglas drew duje
    duncan dusan duvan dwayne dwight dylan eden edenilson eder edgar edin edinson edouard
    edson eduard eduardo edward edwin eldor elena eliaquim elias elif eliot elisa ellen elliot
    elliott elseid elye emanuel emanuele emerse emerson emil emile emiliano emily emma
    emmanuel emre enes enner enock enrico enzo eric erick erik erling erwin esteban ethan
    etienne eugenio evan evander evandro everton ezequiel fabian fabinho fabio fabrice
    fabricio facundo faouzi federica federico fedor felipe felix ferdinand fernandinho
    fernando ferran fikayo filip filipe filippo flavio florian folarin francesca francesco
    francisco franck franco frank fraser fred freddie frederic frederik fredy frenkie gabi
    gabigol gabriel gael gaetan gareth gary gaston gedson gelson geoff geoffrey george georges
    georgina georginio gerard gerardo geronimo gerson gervinho giacomo gianfranco gianluca
    gianluigi gianni gil gilbert giles gilles gino giorgio giovanni giulia giuliana giuliano
    giuseppe glen glenn goncalo gonzalo gorka grace granit graziano greg gregoire gregor
    guglielmo guido guilherme guillermo guram gustav gustavo gylfi habib hakim hamari hamza
    hannah hans haris harold harrison harry harvey hassan hatem hector helder hendrik henri
    henrik henrique henry hernan herve hiroki hirving houssem howard hrvoje hugo huub hyun
    iago ian ianis iban ibrahim ibrahima idrissa igor ihlas iker ilkay ilya imanol inaki inigo
    ionut irene isaac isabelle isco isma ismael ismaila issa issiar ivan iver ivica ivo izzy
    jack jackson jacob jacques jadon jaime jairo jake jakob jakub jamal james jamie jan jarell
    jari jaroslav jarrod jason jasper javier jay jean jed jeff jefferson jeffrey jens jere
    jeremiah jeremie jeremy jermain jermaine jerome jerry jesper jess jesse jessica jesus jill
    jim jimmy jo joachim joakim joan joao joaquim joaquin jobe joe joel joelinton joey johan
    johann johannes john johnny jokin jon jonah jonas jonathan jonathas jonjo jordan jorge
    joris jose joselu josep joshua josip josko joss jota juan juanfran juanma juanmi jude
    julen jules julia julian julien juliette junior jurgen jurrien justin kaan kai kalidou
    kamil karem karim karl kasey kasper kate katharina keanu keinan keita keith kelechi kemar
    ken kenan kenedy kenji kenny kerem kerr kevin keylor khadim khaled khephren khvicha kieran
    kiko kim kingsley klaas klaus kleber koke kolo konrad konstantinos kostas kristian
    kristoffer krzysztof kurt kwadwo kyle kylian lamar lamine landry lars lassana lasse laszlo
    laura lauren laurent lautaro lazar lea leah leandro lee leighton lena lenny leo leon
    leonardo leonel leonid leroy levi lewis liam lionel lisa lisandro loic lorenzo loris
    lothar louis luca lucas lucia lucian luciano lucien ludovic luigi luis luisao luiz luka
    lukas lukasz luke luuk maarten maciej mahmoud mahmut malo mamadou manolo manon manuel
    manuela marc marcel marcello marcelo marcin marcio marco marcos marcus marek maria mariano
    marie marin mario marius mariusz marko markus marlon marouane marquinhos marta martin
    martina martyn marvin mason massimiliano massimo matej mateo mateus mateusz matheus mathew
    mathias mathieu mathis mathys matias matija mats matt matteo mattheus matthew matthias
    matthijs matty maurice mauricio maurizio mauro max maxence maxi maxim maxime maximilian
    maximiliano maxwel megan mehdi mehmet memphis merih mert michael michail michal michel
    michele michy mickael miguel mihai mikael mike mikel mikhail milos milot miralem mirko
    mislav mitch mohamad mohamed mohammad mohammed moise moises monica morgan moriba morten
    mousa moussa muhamed muhammed musa mustafa nabil naby nacho nadiem nahitan nahuel naldo
    nani natalia nathalie nathan nathaniel neal neco neil nelson nemanja neven nicklas niclas
    nico nicola nicolai nicolas nicolo nigel niklas niko nikola nikolai nikolas nils noah
    norberto nordin nuno nuri obafemi octavio odion odsonne ola olaf oleg oleksandr oliver
    olivia olivier ollie omar ondrej onel oriol orjan orkun oscar oswaldo oumar ousmane ovie
    ozan pablo paolo pascal patricia patrick patrik pau paul paula paulinho paulo pavel pedro
    pepe percy pere petar peter petr petros phil philippe phillip pierluigi pierre pierrick
    pilar piotr pol presnel quentin quincy rachel rachid radamel radja rafa rafael rafinha
    raheem rahim rami ramon ramy randal randy raphael raquel raul ravel ravi raymond rebecca
    reda reece reiss renan renato renaud rene rhys ricardo riccardo richard ricky rivaldo
    riyad rob robbert robbie roberson robert roberto robin robinho rodolfo rodrigo roger
    roland rolando roman romelu romeo ron ronald ronaldinho ronan ronnie rory rosa ross roy
    ruben rubin rudi rudy rui ruslan ruud ryad ryan sadio saido saif salif salim salomon
    salvador sam saman samir samu samuel sandro santi santiago sara sarah sascha saul scott
    sead sean sebastian sebastien sekou selim senad senne serge sergei sergej sergi sergio
    sergiy serhou seung seydou shakira shane shaun shay shinji sidnei sidney silvia silvio
    simao simeon simon simone sinan sofia sofyan sokratis sonia sophie soren souleymane stefan
    stefano stefanos stephan stephane steve steven stewart stijn stuart sven svenja tahith
    takumi tammy tanguy tarik tariq taulant tayo ted teemu terence teresa teun thanos theo
    theodor thiago thibaut thierry thomas thomasz thorgan thorsten tiago tibor tim timo
    timothy tjaronn tobias toby todd tom toma tomas tomasz tommaso tommy toni tony tosin
    travis trent trevoh tristan troy tudor tuomas tyler ugo ulises ulrik umar umut unai uriel
    vaclav valentin valentina valentino valere valerio vasilis vedran vicente victor victoria
    victorien vid vieri viktor vincent vincenzo vinicius vinnie virgil vitali vitinho vito
    vitor viviane vlad vladimir wahbi waldemar wallace walter warren wayne wesley weston
    wilfred wilfredo wilfried willem willi william willian willy wilmar wissam wojciech wout
    xabi xaver xavi xavier xherdan yacine yago yan yanis yann yannick yaser yasin yasser
    yassine yaya yerai yerry youri youssef yunus yuri yusuf yves zach zack zaid zinedine
    zlatan zlatko zoran zouhair
    غونزالو جونسالو خوان كارلوس لويس خوسيه دانيال ميغيل انخيل رافائيل فيليب رامون مانويل
    """.split()  # noqa: SIM905
)
"""Given names that are heard in football: before another's surname they name somebody else."""

ORDINARY: Final = frozenset(
    """
    a about after again agent ahora al all alors also amid and announcement another any april
    aqui as at auch august aujourdhui aun aussi avec before bei beim bienvenido big boss
    breaking but by cap capi capitaine capitan capitano captain central coach con confirmed
    congrats could cuando dass de deal december defender del den der des did die do doch does
    don during e el elle en er es esperando et even ever excl exclu exclusive february first for
    former forward free friday from future gegen goat good gracias grande great ha hace had
    happy has hat have he hello her here hey his how if il imagine in is ist it its january
    jetzt july june just kapitan king koenig la las le legend legende les leyenda like los love
    march mas master may meanwhile mein mi midfielder mit mon monday mr my nach new news no not
    november now nun o october of official officiel offiziell oficial oggi ok on only or os our
    over para per pero player please por porque pour quand que rumor rumour saturday september
    si sign signing sir so star still striker sul sunday tambien thanks that the their then
    there this thread thursday to today tomorrow top transfer true tuesday two ufficiale uma un
    una und until update veteran viva von wann was watch wednesday welcome wenn what when where
    who why will wird with world would y yes your zu zum
    """.split()  # noqa: SIM905
)
"""Words that stand before a surname with a capital and are no given name."""

PARTS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(others.split())
    for name, others in {
        "city": "atlantic birmingham bradford bristol cardiff coventry derry exeter gotham hull "
        "kansas leicester lincoln melbourne mexico mumbai new norwich salford stoke swansea truro "
        "york council centre center break hall inner vatican",
        "united": "adelaide airlines ambassador arab atlanta carlisle cambridge colchester dc "
        "dundee ham hartlepool hereford kingdom leeds minnesota nations newcastle oxford "
        "peterborough rotherham scunthorpe sheffield states torquay western",
        "real": "avila betis cartagena deal estate life mallorca madrid murcia oviedo reason "
        "salt sociedad talk test thing time union unionistas valladolid zaragoza world problem "
        "quick story question money chance quality surreal get got not",
        "sporting": "braga charleroi club covilha cristal director directors directeur event "
        "events gijon goods hasselt hero index integrity kansas life merit news performance "
        "perspective project reasons success",
        "athletic": "charlton oldham wigan dunfermline alloa forfar ability department performance "
        "trainer the",
        "atletico": "mineiro paranaense nacional goianiense tucuman junior rafaela sanluqueno",
        "inter": "club zapresic turku milanese baku",
        "madrid": "cff open derby",
        "rangers": "queens park new york texas berwick",
        "villa": "david park marin",
        "racing": "formula horse motor santander driver car",
        "milan": "baros skriniar inter fashion week",
        "paris": "fc fashion hilton week match masters olympics",
        "roma": "people",
        "manchester": "arena airport evening",
    }.items()
}
"""Words in the names of many clubs, with those beside them that make it another, or none."""

ENDS: Final = frozenset("athletic city rangers united villa".split())  # noqa: SIM905
"""Of these, those that stand behind the name of a town."""

BEGINS: Final = frozenset("atletico inter racing real sporting".split())  # noqa: SIM905
"""Of these, those that stand before it."""

WORDS: Final = frozenset(
    """
    alianza america bees blades blues boca canaries celeste central cherries clarets come como
    cruz dons eagles eiserne estrela estudiantes fla forest fortuna foxes gala gant gloria
    glorioso hammers hearts hoops hornets hull imortal independiente internacional
    international irons laguna lens leon leones libertad lions london magpies mauves merlu
    metz nice niza orient owls palace paris potters pumas racing rams rangers rapid reading
    reds river rovers saints samp santander santos sport standard stars swans tigers tigres
    tours unam union universitario vale valence verona viola violets wanderers wednesday
    whites wolves york young
    """.split()  # noqa: SIM905
)
"""Short names of clubs that are common words, or in the names of much else."""
