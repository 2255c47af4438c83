"""Who says what, and whether it is so: sentences and short passages of every kind of saying, through `parse`.

Each row says what its events are, one by one: "trigger:status:sources".  The status is the first letter of it; "~" is
no event, or one that did not happen; several letters are all right.  Sources are joined by "+", innermost first, and
"*" is any; a source may have more words.
"""

from __future__ import annotations

import pytest

import dateline
from dateline import Event

SAYINGS: list[tuple[str, str]] = [
    # subordinate
    ("She refused to marry again in 1925, although a doctor, Hans Petersen, asked her twice.", "refused:N:"),
    ("Ada Brook left the town in 1925 after Otto Reim warned her.", "left:A:"),
    ("Although Berta Lund said that the road was closed on 3 May 2009, the bus went through.", "closed:R:Berta Lund"),
    ("The family moved to Graz in 1938 after a friend warned them.", "moved:A:"),
    ("Because the guide said the hut had burned in 1971, Max Orley turned back.", "burned:R:guide; turned:A:"),
    ("The dealer left the country in 1999, although his partner, Egon Ruhl, begged him to stay.", "left:A:"),
    (
        "When the sexton told the vicar that the bell had been stolen in 1978, Father Amory wept.",
        "stolen:R:sexton; wept:A:",
    ),
    (
        "After a passenger said that the door had jammed on 3 May 2011, the airline grounded the fleet.",
        "jammed:R:passenger; grounded:A:",
    ),
    ("The shop stayed open until 1977, even though the owner's son, Lars Voigt, asked her to sell.", "stayed:A:"),
    ("The parish sold the organ in 1931 because an expert advised it.", "sold:A:"),
    (
        "While the mayor claims that the pool was repaired in 2022, divers found a leak on 4 May 2023.",
        "repaired:R:mayor; found:A:",
    ),
    ("The tenants moved out on 2 May 2018 before the inspector reported.", "moved:A:"),
    (
        "Since the surveyor claimed that the wall had moved in 1998, the owners sued in 2001.",
        "moved:R:surveyor; sued:A:",
    ),
    ("The troupe left Riga in 1929 when a critic mocked it.", "left:A:"),
    # parataxis
    ("As Otto Reim said, the mill burnt down in May 1925.", "burnt:R:Otto Reim"),
    ("The mill burnt down in 1925, as Otto Reim said.", "burnt:R:Otto Reim"),
    ("The mill burnt down in 1925, Otto Reim warned.", "burnt:R:Otto Reim"),
    (
        "The bridge, which carried the coal trains that came down from the pits above Harlow every "
        "night, had not been inspected for eleven years, an inquiry heard on Friday.",
        "heard:R:inquiry",
    ),
    (
        "The old iron bridge over the Wend that carried the coal trains for a hundred years was closed "
        "in 1990, a court heard on Friday.",
        "closed:R:court; heard:R:court",
    ),
    ("In court, Ada Brook said, “The pump broke in May 2011.”", "broke:R:Ada Brook"),
    ("A trust was set up in 1874, and its clerk, Otto Reim, got a post he held until 1902.", "set:A:"),
    ("When the shop closed in May 2011, Ada Brook protested.", "protested:A:"),
    ("The lamp was out, Ada Brook found, and the oar broke in 1911.", "broke:A:"),
    ("The depot was flooded on 12 March 2016, the fire chief said.", "flooded:R:fire chief"),
    ("The depot, the fire chief said, was flooded on 12 March 2016.", "flooded:R:fire chief"),
    ("In 1987, recalls Hanna Vogt, the whole quarter was torn down.", "torn:R:Hanna Vogt"),
    ("The engine, explained Captain Bo Stroud, had failed on 5 July 1999 off the cape.", "failed:R:Bo Stroud"),
    (
        "The old tannery behind the church, which nobody had used since the war, was sold in 1951, his "
        "daughter remembers.",
        "sold:R:daughter",
    ),
    ("A tanker hit the jetty on 6 May 2009, coastguards reported.", "hit:R:coastguards"),
    ("The bakery, she was told by a clerk, had shut in 1988.", "shut:R:clerk"),
    ("The last tram ran in 1962, remembered Oskar Blum, a retired driver.", "ran:R:Oskar Blum"),
    (
        "The statue that stood on the square in front of the old corn exchange for two centuries was "
        "melted down in 1942, the guide explained.",
        "melted:R:guide",
    ),
    ("Two goats, the shepherd swore, had vanished on 3 June 1911 before his eyes.", "vanished:R:shepherd"),
    ("A lorry struck the parapet on 3 May 2018, the sheriff court was told.", "struck:R:"),
    ("The chapel, the deacon recalled, lost its roof in 1947.", "lost:R:deacon"),
    # content
    ("The audit showed that the lamp was broken in 1911.", "broken:R:audit"),
    ("The harbour master, Edda Lorn, said that the ferry had run aground on 3 April 2019.", "run:R:Edda Lorn"),
    ("Minister Paul Vesper said the dam had cracked on 9 April 2019.", "cracked:R:Paul Vesper"),
    ("The union insists that the plant was shut on 2 May 2018 without notice.", "shut:R:union"),
    ("Tilda Moss swore in court that she had posted the letter on 6 June 2011.", "posted:R:Tilda Moss"),
    ("Police confirmed late on Tuesday the driver had been arrested in Hull on 2 May 2024.", "arrested:R:Police"),
    (
        "Councillor Meg Tarrow told residents that the culvert had collapsed on 8 January 2017.",
        "collapsed:R:Meg Tarrow",
    ),
    ("Prosecutors allege the two men torched the barn on 14 July 2020.", "torched:R:Prosecutors"),
    ("Dr Aino Salo, who ran the clinic, wrote in 1956 that the epidemic had begun in 1953.", "begun:R:Aino Salo"),
    (
        "Engineers warned in 2015 that the pier would sink and noted that a crack had opened in 2014.",
        "opened:R:Engineers",
    ),
    ("Customs officers stated that the crate was opened on 4 July 2019.", "opened:R:Customs officers"),
    ("The widow complained her pension had been stopped in March 1952.", "stopped:R:widow"),
    # according
    ("According to the lock keeper, the barge sank on 4 August 2003.", "sank:R:lock keeper"),
    ("The barge, according to two witnesses, sank on 4 August 2003.", "sank:R:two witnesses"),
    ("In the words of Sister Agathe, the cloister burned in 1944.", "burned:R:Agathe"),
    ("The school, as headmaster Rolf Dane put it, was given away in 1993.", "given:R:Rolf Dane"),
    ("The firm paid the fine in March 2012, according to accounts filed by its lawyers.", "paid:R:accounts"),
    ("The lighthouse was dark on 9 November 1974, according to the skipper of a passing trawler.", "dark:R:skipper"),
    (
        "According to a study published in 2018 by the University of Brell, the glacier lost half its ice in 2003.",
        "lost:R:study+University of Brell",
    ),
    ("In the words of her biographer, Joan Pike, she fled the convent in 1671.", "fled:R:Joan Pike"),
    ("As the coroner noted, the rope had been cut on 2 March 1999.", "cut:R:coroner"),
    ("The vein was found in 1888, according to the manager's notebook.", "found:R:notebook"),
    ("As Lady Orme tells it, the picture was stolen in 1923.", "stolen:R:Orme"),
    # quotation
    (
        '"We signed on 3 June 2014," said Olga Brandt. "The money came in August 2014."',
        "signed:R:Olga Brandt; came:R:Olga Brandt",
    ),
    ('Olga Brandt remembered the night. "The roof fell in on 9 May 1962," she said.', "fell:R:Olga Brandt"),
    (
        "“The ship was sold in 1931. The crew was dismissed in 1932,” wrote the historian Piet Maas. "
        "“Nobody protested.”",
        "sold:R:Piet Maas; dismissed:R:Piet Maas",
    ),
    (
        "“We lost the farm in 1933,” recalled Bruno Thal, “and my mother died in 1934.”",
        "lost:R:Bruno Thal; died:R:Bruno Thal",
    ),
    ("Ines Moll shook her head. “They closed the school in May 2002,” she told the inspector.", "closed:R:Ines Moll"),
    (
        "The colonel wrote home: “We crossed the river on 5 August 1916. Half the company drowned on 6 August 1916.”",
        "crossed:R:colonel; drowned:R:colonel",
    ),
    ("Paula Stern, the treasurer, was blunt: “The money was spent in 2011.”", "spent:R:Paula Stern"),
    (
        "“Nobody warned us,” said Kurt Lenz, whose house was destroyed on 4 July 2013. “The siren failed "
        "on 3 July 2013.”",
        "destroyed:A:; failed:R:Kurt Lenz",
    ),
    (
        "“My brother sailed in 1912,” Edda Quist said. “He drowned in 1913.”",
        "sailed:R:Edda Quist; drowned:R:Edda Quist",
    ),
    ("Rolf Unger, 61, added: “We sold the vineyard in 1999.”", "sold:R:Rolf Unger"),
    # nested
    (
        "Vera Kohl said that Jan Pohl had told her that the safe was opened on 7 May 2001.",
        "opened:R:Jan Pohl+Vera Kohl",
    ),
    ("The clerk testified that, according to the sexton, the bell was stolen in 1978.", "stolen:R:sexton+clerk"),
    ("Nora Finch wrote that her brother claimed the horse had died in 1920.", "died:R:brother+Nora Finch"),
    ('"My father said the soldiers came in May 1940," Lotte Arend told the Echo.', "came:R:father+Lotte Arend+Echo"),
    ("The Tribune reported that a spokesman had said the line was cut on 3 March 2022.", "cut:R:spokesman+Tribune"),
    (
        "The sergeant stated that a witness had told him that the car was stolen on 9 June 2012.",
        "stolen:R:witness+sergeant",
    ),
    (
        "According to the Herald, the minister admitted that the files were shredded in 2004.",
        "shredded:R:minister+Herald",
    ),
    ("Olaf Ress claimed his sister had said the ring was lost in 1949.", "lost:R:sister+Olaf Ress"),
    (
        "In her report Judge Vera Klamm found that the police had claimed that the suspect fell on 2 April 2010.",
        "fell:R:police+Vera Klamm",
    ),
    ("“Mr Dorn told me the bridge was mined in 1945,” the old ferryman said.", "mined:R:Dorn+ferryman"),
    ("The bailiff told the court that a neighbour had said the family left on 2 May 2014.", "left:R:neighbour+bailiff"),
    ("Sven Torp says his aunt told him the house was built in 1880.", "built:R:aunt+Sven Torp"),
    # document
    ("The audit report states that the funds were moved on 8 May 2015.", "moved:R:audit report"),
    ("A letter from the bishop says the chapel was sold in 1802.", "sold:R:letter"),
    ("Her diary records that the frost began on 2 January 1895.", "began:R:diary"),
    ("The minutes show that the motion was carried on 5 October 1933.", "carried:R:minutes"),
    ("A police log says the call came in at 02:10 on 3 May 2024.", "came:R:log"),
    ("The parish register shows that Tobias Holm was buried on 4 February 1712.", "buried:R:register"),
    ("According to the ship's log, the mast broke on 19 September 1805.", "broke:R:log"),
    ("A memo dated 3 June 2014 says the alarm had been switched off on 28 May 2014.", "switched:R:memo"),
    ("The inscription states that the well was dug in 1599.", "dug:R:inscription"),
    # media
    ("Mayor Fritz Oman told the Echo that the pool had been closed in June 2021.", "closed:R:Fritz Oman+Echo"),
    (
        "The Gazette reported that the vault was emptied in June 2021, citing two guards.",
        "emptied:R:two guards+Gazette",
    ),
    ("The pool closed in June 2021, the Echo reported, citing Mayor Fritz Oman.", "closed:R:Fritz Oman+Echo"),
    ("Speaking to the Northern Herald, Ines Falk said the tower fell in 1990.", "fell:R:Ines Falk"),
    ("The tower fell in 1990, Ines Falk told Radio Brava.", "fell:R:Ines Falk+Radio Brava"),
    ("The Evening Star reported on 4 May 2016 that the rink had been sold.", "reported:R:Evening Star"),
    ("Rescue workers told Reuters the tunnel had flooded on 2 May 2024.", "flooded:R:Rescue workers+Reuters"),
    ("The clinic closed in 2020, Radio Norda said, quoting its director, Hugo Palm.", "closed:R:Hugo Palm+Radio Norda"),
    ("In an interview with the Daily Globe, Sanna Ek said she left the firm in 2017.", "left:R:Sanna Ek"),
    ("State television said a general had been arrested on 6 May 2024.", "arrested:R:television"),
    ("The bridge was reopened in 2019, Mayor Ulla Brandt told the Courier.", "reopened:R:Ulla Brandt+Courier"),
    # hearsay
    ("It is reported that the mine was closed in 1929.", "closed:R:"),
    ("The mine was reportedly closed in 1929.", "closed:R:"),
    ("The painting was allegedly stolen in May 1971.", "stolen:R:"),
    ("Rumour has it that the heir died in 1760.", "died:R:"),
    ("The duke was said to have been poisoned in 1482.", "said:R:"),
    ("It was rumoured that the bank had failed in 1873.", "failed:R:"),
    ("The fortress, it is said, fell in 1241.", "fell:R:"),
    ("The villa was supposedly sold in 1920.", "sold:RA:"),
    ("The gang reportedly fled on 3 May 2022.", "fled:R:"),
    ("It is claimed that the vault was emptied in 1944.", "emptied:R:"),
    # denial
    ("Otto Brandl denied that he had signed the paper on 3 May 2013.", "signed:N:Otto Brandl"),
    ("Otto Brandl did not say that the paper was signed on 3 May 2013.", "signed:~:"),
    ("Nobody claimed that the bomb had been planted on 3 May 2013.", "planted:~:"),
    ("The company doubts that the valve was changed in 2017.", "changed:~:*"),
    ("The army disputed claims that the village was shelled on 8 May 2023.", "shelled:~R:*"),
    ("Frieda Lamm denies having met the envoy in March 2008.", "met:N:Frieda Lamm"),
    ("The ministry never said that the plant was closed in 2019.", "closed:~:"),
    ("No witness testified that the gun was fired on 3 May 2001.", "fired:~:"),
    ("It is not true that the choir was disbanded in 1965.", "disbanded:N:"),
    ("Historians reject the legend that the queen visited the cave in 1588.", "visited:~R:*"),
    ("The driver insisted that he had not seen the signal on 5 May 2003.", "seen:N:driver"),
    ("The bishop refused to confirm that the relic was sold in 2012.", "sold:~:*"),
    # question
    ("The judge asked whether the door had been locked on 4 May 2012.", "locked:~:*"),
    ("The sergeant told him to leave the house on 4 May 2012.", "leave:~:*; told:AP:"),
    ("The doctor wondered if the boy had eaten the berries on 4 May 2012.", "eaten:~:*"),
    (
        '"Did you sell the boat in 2010?" the lawyer asked. "I sold it in 2011," said Emil Gort.',
        "sell:~:*; sold:R:Emil Gort",
    ),
    ("The board ordered that the mill be closed by 1 June 2011.", "closed:~:*"),
    ("The teacher asked if anyone had seen the boy on 7 May 2015.", "seen:~:*"),
    ("Nobody could tell whether the letter had been sent in 1914.", "sent:~:*"),
    ("“Who opened the gate on 3 May?” asked the warden.", "opened:~:*"),
    ("The council recommended that the statue be moved in June 2025.", "moved:~:*"),
    ("The magistrate wanted to know whether the fence had been cut on 6 May 2010.", "cut:~:*"),
    # turns
    (
        "An interview with Greta Solm\n\nQ: When did you come to Bern?\n\nA: I came in May 1961.\n\nQ: "
        "And then?\n\nA: My husband died in 1963.\n",
        "came:R:Greta Solm; died:R:Greta Solm",
    ),
    (
        "MINUTES of the Parish Council\n\n3. Cllr Ada Pell reported that the hall roof was repaired on 3 "
        "March 2020.\n\n4. The clerk advised that the gate had been stolen on 2 May 2020.",
        "repaired:R:Ada Pell; stolen:R:clerk",
    ),
    (
        "Lena Groh: When was the mill sold?\n\nPiet Voss: In 1974. My uncle bought it back in "
        "1980.\n\nLena Groh: Did it ever burn?\n\nPiet Voss: It burned down on 4 May 1991.\n",
        "bought:R:Piet Voss; burned:R:Piet Voss; burn:~:*",
    ),
    (
        "Testimony of Ivo Kranz\n\nMR HOLT: Where were you in June 2008?\n\nMR KRANZ: I worked in Riga "
        "until July 2008.\n\nMR HOLT: Who hired you?\n\nMR KRANZ: Dana Petrov hired me in May 2006.\n",
        "worked:R:Kranz; hired:R:Kranz",
    ),
    (
        "Minutes of the Rowing Club\n\nThe treasurer, Pia Lang, told members that the boat was insured "
        "on 3 May 2016. Mr Ohm replied that the policy had lapsed in 2015.",
        "insured:R:Pia Lang; lapsed:R:Ohm",
    ),
    (
        "Interview with Dagny Orr, 3 May 2021\n\nINTERVIEWER: When did you join?\n\nDAGNY ORR: I joined "
        "in 1971. My brother left in 1975.\n\nINTERVIEWER: And the strike?\n\nDAGNY ORR: It ended on 4 "
        "June 1984.\n",
        "joined:R:Dagny Orr; left:R:Dagny Orr; ended:R:Dagny Orr",
    ),
    (
        "Minutes of the Allotment Society\n\nThe secretary reported that the shed had been broken into "
        "on 3 March 2019. Mrs Quill said she had called the police on 4 March 2019.",
        "broken:R:secretary; called:R:Quill",
    ),
    (
        "DR HASK: When were you treated?\n\nMS VALE: I was admitted on 2 May 2016.\n\nDR HASK: And "
        "discharged?\n\nMS VALE: On 9 May 2016.\n\nDR HASK: Thank you.\n",
        "admitted:R:VALE",
    ),
    (
        "Present: Cllr Una Brisk, Cllr Tom Flood\n\nCllr Flood reported that the bench was removed on 5 "
        "May 2017. Cllr Brisk asked whether it had been sold in 2016.",
        "removed:R:Flood; sold:~:*",
    ),
    (
        "Minutes\n\nMr Toll reported that the pump was repaired on 3 May 2018. The chair said that the "
        "fence had fallen in April 2018.",
        "repaired:R:Toll; fallen:R:chair",
    ),
    (
        "MR BAILE: Where did you work?\n\nMRS CONN: I worked in Cork. I left in May 2003.\n\nMR BAILE: "
        "Why?\n\nMRS CONN: The mill closed in April 2003.\n",
        "left:R:CONN; closed:R:CONN",
    ),
    (
        "Judge Iris Holm read out the ruling.\n\n“The lease ended on 1 May 2010.\n\n“The tenant left on "
        "9 May 2010,” she said.",
        "ended:R:Iris Holm; left:R:Iris Holm",
    ),
    # who speaks, with an apposition
    ("Ada Brook died in Leith on 3 May 2011, her brother, Dr Ivo Sark, said.", "died:R:Sark"),
    ("The mill burned on 3 May 2011, Ada Brook, the owner, told reporters.", "burned:R:Ada Brook"),
    ("On Monday the mayor, Ada Brook, said that the mill burned in 2011.", "burned:R:Ada Brook"),
    ("The mill burned in May 2011, and the mayor, Ada Brook, said that it was old.", "burned:A:"),
    # who was told by whom
    (
        "Tom Lund said that he had been told by the caretaker, Ivo Wrona, that rain came in on 2 March 2011.",
        "came:R:Ivo Wrona+Tom Lund",
    ),
    ("Tom Lund told the clerk, Ada Brook, that rain came in on 2 March 2011.", "came:R:Tom Lund"),
    ("Tom Lund was paid by the man that sold the mill in 2011.", "sold:A:"),
]

NOT_YET: list[tuple[str, str]] = [
    # content
    ("Ada Brook found that the lamp was broken in 1911.", "broken:A:"),
    ("Her lawyer argued, and the court accepted, that the contract had expired on 31 March 2006.", "expired:R:lawyer"),
    # according
    ("By her own account Lise Hamm left the party in 1938.", "left:R:*"),
    # quotation
    (
        "“The bridge opened in 1908.” Tomas Reuter was sure of it. “It was closed in 1940.”",
        "opened:R:Tomas Reuter; closed:R:Tomas Reuter",
    ),
    # document
    ("The treaty, the archive's catalogue notes, was signed in 1648.", "signed:R:catalogue"),
    ("The census return states that Amos Pell was born in 1841.", "born:R:return"),
    ("An entry in the log records that the engine stopped on 3 June 1931.", "stopped:R:entry"),
    # media
    (
        "The Chronicle said, citing police sources, that the van was found on 2 May 2024.",
        "found:R:police sources+Chronicle",
    ),
    # hearsay
    ("The count is said to have fled to Lisbon in 1834.", "fled:R:"),
    ("Reports that the dam had burst on 3 May 2024 spread quickly.", "burst:R:"),
    # question
    ("Captain Roy Ferrier ordered the crew to leave the ship on 8 May 1915.", "leave:~:*; ordered:A:"),
    ("The captain ordered that the boats be lowered at 02:00 on 4 May 1917.", "lowered:~:*"),
    # turns
    (
        "Arne: Did you hear? The kiosk burned down on 3 May.\nBirte: Yes, my cousin saw it.\nArne: It "
        "opened in 1998.\nBirte: No, in 1999.\n",
        "burned:R:Arne; opened:R:Arne",
    ),
]


def is_as_told(event: Event, statuses: str, sources: str) -> bool:
    """Whether the status of an event is one of some, and its sources are those named."""
    status = event.status.value[0].upper()
    if status not in statuses and not ("~" in statuses and status in "NHP"):
        return False
    named, got = [name for name in sources.split("+") if name], [link.source.name for link in event.attributions]
    return sources == "*" or (
        len(named) == len(got) and all(want in name for want, name in zip(named, got, strict=True))
    )


def check(text: str, expected: str) -> None:
    events = dateline.parse(text, dct="2024-05-14").events
    shown = [(e.title, e.status.value, [link.source.name for link in e.attributions]) for e in events]
    for item in expected.split(";"):
        trigger, statuses, sources = item.strip().split(":")
        found = [e for e in events if e.trigger is not None and e.trigger.text == trigger]
        assert found or "~" in statuses, (item, shown)
        assert all(is_as_told(event, statuses, sources) for event in found), (item, shown)


@pytest.mark.parametrize(("text", "expected"), SAYINGS)
def test_who_says_what(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.xfail(strict=True, reason="not told so yet")
@pytest.mark.parametrize(("text", "expected"), NOT_YET)
def test_what_is_not_told_yet(text: str, expected: str) -> None:
    check(text, expected)
