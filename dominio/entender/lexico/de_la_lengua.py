"""Palabras corrientes que arman la frase: ir, estar, hacer, las preguntas y los niveles del plan."""

from __future__ import annotations

FAMILIAS: tuple[tuple[str, str], ...] = (
    # Ir, estar, terminar, hacer.
    ("ir", r"and(?:a|an|amos)|va|van|vamos|vas|iba|iban|ibamos|fue|fueron|ir|bamos|ba"),
    ("llevar", r"llev(?:a|an|amos|o|as|aba|aban|abamos|ar)|yeva(?:mos)?|lleba\w*"),
    ("quedar", r"qued(?:o|amos|aron|ar|ado|ad[oa]s?)"),
    ("estar", r"esta|estan|estamos|estoy|estaba\w*|estuv\w+|estar\w*"),
    (
        "subir",
        r"sub(?:io|imos|ieron|ir\w*|e|o|a|an|amos|ido|iendo)|aument\w+|increment\w+"
        r"|crec(?:io|imos)|sum(?:amos|o)",
    ),
    ("llegar", r"lleg(?:o|amos|aron|a|an|ar|ue)|alcan[zc](?:o|amos|aron|a|an|ar)|pasamos|pasaron"),
    ("pasar", r"pasa|pasan|paso|ocurr(?:e|io)|suced(?:e|io)"),
    (
        "parcial",
        r"parcial(?:es)?|total(?:es)?|inicial(?:es)?|mensual(?:es)?|primer[oa]?|segund[oa]s?"
        r"|tercer[oa]?|fisic[oa]s?|actual(?:es)?|corriente",
    ),
    (
        "terminar",
        r"termin(?:amos|aron|e|o|a|an|ad[oa]s?|ar\w*|acion)|finali[zs]\w+"
        r"|acab(?:amos|aron|o|e|ad[oa]s?|a|an|ar)|culmin\w+|conclu\w+"
        r"|cumpl(?:imos|io|ieron|id[oa]s?)|complet(?:amos|aron|o|ad[oa]s?|a|as|e|os)|list[oa]s?"
        r"|final",
    ),
    (
        "hacer",
        r"hi[czs](?:e|o|imos|ieron|iste|iera)|hac(?:e|en|er\w*|emos|iendo|ia|ian)"
        r"|hag(?:o|a|an|amos|ale|alo|ame)|hech[oa]s?"
        r"|reali[zs](?:amos|aron|o|ad[oa]s?|e|ar|ando|an)"
        r"|entreg(?:amos|aron|o|ue|ad[oa]s?|aba|an|ando)|instal(?:amos|aron|o|ad[oa]s?|ando)"
        r"|constru(?:imos|yeron|yo|id[oa]s?)|dict(?:amos|aron|o|ad[oa]s?)"
        r"|capacit(?:amos|aron|ad[oa]s?)|sembr(?:amos|aron|ad[oa]s?|e)|compr(?:amos|aron|ad[oa]s?)"
        r"|atend(?:imos|ieron|id[oa]s?)|vacun(?:amos|aron|ad[oa]s?)|visit(?:amos|aron|ad[oa]s?)"
        r"|logr(?:amos|aron|ad[oa]s?)",
    ),
    ("haber", r"ha|han|he|hemos|hay|hubo|habia\w*|habido|haya\w*|habra"),
    ("tener", r"teng\w+|tenemos|tien(?:e|en|es)|tuv\w+|tenia\w*|tenid[oa]"),
    ("ser", r"es|son|era|eran|soy|eres|ser|sera|sea|fuimos"),
    (
        "salir",
        r"sal(?:e|en|io|ieron|ir|ido|go|gan|iendo|imos)|sac(?:an|aron|o|as)|vien(?:e|en)|aparec\w+"
        r"|expid\w+",
    ),
    # Preguntas.
    ("quien", r"quien(?:es)?|kien(?:es)?"),
    ("cual", r"cual(?:es)?|kual(?:es)?"),
    ("cuanto", r"cuant[oa]s?|kuant[oa]s?|cto"),
    ("cuando", r"cuando|kuando|cdo"),
    ("como", r"como|komo|cm"),
    ("donde", r"donde|adonde|onde"),
    ("que", r"que|q|k|ke|qe"),
    ("porque", r"porque|porq|pq|xq|xk|xque|porke"),
    ("por", r"por|x"),
    ("no", r"no|nunca|tampoco|ni"),
    ("nada", r"nada|nadita|ningun[oa]?|cero"),
    ("sin", r"sin"),
    ("mi", r"mi|mis|mi[oa]s?|me|yo|nos|nuestr[oa]s?"),
    # El tiempo y los niveles del plan.
    (
        "tiempo",
        r"trimestr\w*|semestres?|bimestres?|mes|meses|semanas?|dias?|diitas?|anos?|vigencias?|ayer"
        r"|anoche|horas?|veces|vez",
    ),
    ("actividad", r"activid\w*|acts?|activ|items?|tareas?|compromisito"),
    ("proyecto", r"proyectos?|proy|pry"),
    ("programa", r"programas?|prog"),
    (
        "dependencia",
        r"dependencias?|secretarias?|secre|sria|oficinas?|areas?|despachos?|departamentos?"
        r"|direccion|direcciones",
    ),
    (
        "plan",
        r"plan(?:es)?|pdm|pdt|pda|poai|pac|municipio|entidad|alcaldia|todo|toditas?|todas?|todos"
        r"|general|cosas?|asunto|algo|bot|asistente|chat|sistema|aplicacion|app|eso|esto|ese|esa|accion",
    ),
)
