"""Lo que dice el mensaje."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.textos.recordatorio import plazo, redactar
from dominio.modelo.identidad import IdActividad
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.porcentaje import Porcentaje
from tests.recordatorios.plan_chico import bogota

BASE = RecordatorioTomado(
    id=1,
    clave="faltan_3|actividad:7|2026-06-30|1",
    entidad_id=1,  # type: ignore[arg-type]
    hito="faltan_3",
    persona_id=1,  # type: ignore[arg-type]
    persona="Ana Ruiz",
    chat_id=5001,
    actividad_id=7,  # type: ignore[arg-type]
    actividad_codigo="A-012",
    actividad="Dotar la biblioteca",
    fin=date(2026, 6, 30),
    avance=None,
    programado=bogota("2026-06-24T08:00"),
    vigente=True,
    motivo=None,
    en_dialogo=False,
)
SIN_ACTIVIDAD = replace(BASE, actividad_id=None, actividad_codigo="", actividad="")
CORTE = {"corte": "2026-T3", "faltan": 4, "cierre": "2026-10-15"}


def rotulos(*tomados: RecordatorioTomado) -> list[tuple[str, str]]:
    """(rótulo, dato) de cada botón del mensaje, en orden."""
    teclado = redactar(tomados)["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    return [(boton["text"], boton["callback_data"]) for fila in teclado for boton in fila]


def dicho(*tomados: RecordatorioTomado) -> str:
    """El texto, con los espacios que no se parten cambiados por corrientes."""
    return str(redactar(tomados)["text"]).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("hito", "frase"),
    [
        ("faltan_15", "Faltan 15 días hábiles"),
        ("faltan_1", "Falta 1 día hábil"),
        ("vence_hoy", "Último día hábil"),
        ("vencida_2026-07-01", "Plazo vencido"),
    ],
)
def test_plazo_se_dice_en_palabras(hito: str, frase: str) -> None:
    """Cada hito tiene su frase, en singular y plural."""
    assert plazo(hito) == frase


def test_uno_solo_lleva_todo_con_que_contestarlo() -> None:
    """El mensaje dice qué, cuándo y cuánto va; sus botones reportan, posponen, reclaman y callan."""
    cuerpo = redactar([replace(BASE, avance=Porcentaje(4550))])

    assert str(cuerpo["text"]).replace("\xa0", " ") == (
        "<b>Faltan 3 días hábiles</b>\n"
        "A-012 · Dotar la biblioteca\n"
        "Termina el 30 de junio de 2026. Va en 45,5 %.\n"
        "Toque el botón para reportar cuánto va en total."
    )
    assert cuerpo["parse_mode"] == "HTML"
    assert rotulos(BASE) == [
        ("Reportar avance", "n:r:7"),
        ("Sin novedad", "n:s:7"),
        ("Igual que el corte anterior", "n:s:i7"),
        ("Posponer", "ra:p:1"),
        ("No es mía", "n:ra:n:1"),
        ("Silenciar", "ra:s:1"),
    ]


def test_vencida_habla_en_pasado() -> None:
    """Lo vencido terminó; no «termina»."""
    vencida = replace(BASE, hito="vencida_2026-07-01", tipo=TipoRecordatorio.VENCIDA)

    assert "Terminó el 30 de junio de 2026. Sin avance reportado." in dicho(vencida)


def test_pospuesto_dice_que_se_dejo_y_a_la_tercera_ya_no_se_ofrece() -> None:
    """Al volver lo dice; con tres veces no hay botón de posponer."""
    assert "Lo dejó para hoy." not in dicho(BASE)
    assert "Lo dejó para hoy." in dicho(replace(BASE, pospuestas=1))
    assert ("Posponer", "ra:p:1") in rotulos(replace(BASE, pospuestas=2))
    assert "Posponer" not in dict(rotulos(replace(BASE, pospuestas=3)))


def test_a_quien_reporta_por_delegacion_no_se_le_pregunta_si_es_suya() -> None:
    """Dice por quién la reporta, y no trae «No es mía»."""
    delegada = replace(BASE, titular="Beto Díaz")

    assert "La reporta por delegación de Beto Díaz." in dicho(delegada)
    assert "No es mía" not in dict(rotulos(delegada))


@pytest.mark.parametrize(
    ("tipo", "hito", "detalle", "frases", "botones"),
    [
        (
            TipoRecordatorio.CORTE_ABRE,
            "abre_0",
            CORTE,
            (
                "Abrió el corte tercer trimestre de 2026",
                "Le faltan 4 actividades",
                "Recibe hasta el 15 de octubre de 2026",
            ),
            ("Ver cuáles faltan", "Silenciar"),
        ),
        (
            TipoRecordatorio.CORTE_CIERRA,
            "cierra_5",
            CORTE,
            ("cierra en 5 días hábiles", "extemporáneo"),
            ("Ver cuáles faltan", "Posponer"),
        ),
        (
            TipoRecordatorio.CORTE_CIERRA,
            "cierra_0",
            CORTE,
            ("El corte tercer trimestre de 2026 cierra hoy",),
            ("Ver cuáles faltan",),
        ),
        (
            TipoRecordatorio.COLA,
            "cola",
            {"pendientes": 6, "dias": 8},
            ("6 reportes esperan revisión", "hace 8 días hábiles"),
            ("Revisar los reportes", "Silenciar"),
        ),
        (
            TipoRecordatorio.RUTA,
            "ruta_1",
            {"nombre": "publicacion", "fecha": "2026-07-01"},
            ("Falta 1 día hábil: Publicación", "1 de julio de 2026"),
            ("Ver los pasos del plan", "Posponer"),
        ),
    ],
)
def test_lo_que_no_es_de_una_actividad_dice_lo_suyo(
    tipo: TipoRecordatorio,
    hito: str,
    detalle: dict[str, object],
    frases: tuple[str, ...],
    botones: tuple[str, ...],
) -> None:
    """Cortes, revisión y pasos dicen su cifra y su fecha, y llevan a donde se atienden."""
    tomado = replace(SIN_ACTIVIDAD, tipo=tipo, hito=hito, detalle=detalle)

    assert all(frase in dicho(tomado) for frase in frases), dicho(tomado)
    assert set(botones) <= set(dict(rotulos(tomado)))
    assert "No es mía" not in dict(rotulos(tomado))


def test_lo_que_exige_la_ley_no_se_silencia_y_muestra_norma_y_prorroga() -> None:
    """La fecha de ley dice su norma y la prórroga como dato, y no trae «Silenciar»."""
    detalle = {
        "nombre": "Publicar el plan de acción",
        "norma": "Ley 1474 de 2011, art. 74",
        "fecha": "2027-01-29",
        "prorroga": "2027-02-01",
    }
    legal = replace(SIN_ACTIVIDAD, tipo=TipoRecordatorio.LEGAL, hito="legal_0", detalle=detalle)

    assert "Es hoy: Publicar el plan de acción" in dicho(legal)
    assert "Norma: Ley 1474 de 2011, art. 74." in dicho(legal)
    assert "lo corre al 1 de febrero de 2027" in dicho(legal)
    assert "Silenciar" not in dict(rotulos(legal))


@pytest.mark.parametrize(
    ("tipo", "frase", "dato"),
    [
        (TipoRecordatorio.INICIO, "Ya comenzó esta actividad", "n:r:7"),
        (TipoRecordatorio.DEVUELTO, "sigue sin corregir", "n:w:c:AV-2026-000123"),
        (TipoRecordatorio.CONTRATACION, "no tiene CDP ni compromisos", "n:g:a7"),
        (TipoRecordatorio.GASTO_SIN_AVANCE, "Tiene gasto y no muestra avance", "n:r:7"),
        (TipoRecordatorio.AVANCE_SIN_GASTO, "Tiene avance y no muestra gasto", "n:g:a7"),
    ],
)
def test_cada_tipo_de_una_actividad_dice_que_pasa_y_empieza_por_lo_que_lo_arregla(
    tipo: TipoRecordatorio, frase: str, dato: str
) -> None:
    """El primer botón es el que resuelve lo que el mensaje cuenta."""
    detalle = {"folio": "AV-2026-000123", "observacion": "Falta el soporte."}
    tomado = replace(BASE, tipo=tipo, hito=f"{tipo.value}_3", detalle=detalle)

    assert frase in dicho(tomado)
    assert "A-012 · Dotar la biblioteca" in dicho(tomado)
    assert rotulos(tomado)[0][1] == dato


def test_texto_propio_reemplaza_la_primera_linea_y_va_escapado() -> None:
    """El de la entidad, con sus marcadores llenos; lo que parezca etiqueta no lo es."""
    texto = "Ojo <i>ya</i>: {codigo} termina el {fecha}, faltan {dias}"
    propio = replace(BASE, detalle={"texto": texto})

    assert dicho(propio).startswith(
        "<b>Ojo &lt;i&gt;ya&lt;/i&gt;: A-012 termina el 30 de junio de 2026, faltan 3</b>\n"
    )


def test_escala_dice_cuantas_de_quien_y_hace_cuanto() -> None:
    """A la jefatura, en un solo mensaje, con qué ver y a quién recordárselo; no se silencia."""
    una = replace(
        BASE,
        tipo=TipoRecordatorio.ESCALA_JEFATURA,
        hito="escala_jefatura_3",
        responsable="Ana Ruiz",
        dependencia="Salud",
    )
    otra = replace(una, id=2, actividad_id=IdActividad(8), actividad_codigo="A-013", responsable="Beto Díaz")

    assert "<b>1 actividad de su dependencia venció y sigue sin terminar</b>" in dicho(una)
    assert rotulos(una) == [
        ("Ver A-012", "n:e:o:actividad:7:0"),
        ("Reportar A-012", "n:r:7"),
        ("Recordar a Ana Ruiz", "ra:e:1"),
        ("Posponer", "ra:p:1"),
    ]
    varias = dicho(una, otra)
    assert "<b>2 actividades de su dependencia vencieron y siguen sin terminar</b>" in varias
    assert "Responde Ana Ruiz. Terminó el 30 de junio de 2026, hace 3 días hábiles." in varias
    assert ("Recordar a las 2 personas", "ra:e:1") in rotulos(una, otra)
    assert "No ha respondido." in varias
    for ultima, dice in (("reporte", "Su último reporte es del"), ("pospuesto", "Lo pospuso el")):
        con = replace(una, detalle={"ultima": ultima, "ultima_en": "2026-06-24"})
        assert f"{dice} 24 de junio de 2026." in dicho(con)
        assert "No ha respondido" not in dicho(con)
    a_planeacion = replace(una, tipo=TipoRecordatorio.ESCALA_PLANEACION, hito="escala_planeacion_5")
    assert "Responde Ana Ruiz (Salud)" in dicho(a_planeacion)


def test_resumen_de_tipos_distintos_va_por_grupos() -> None:
    """Cada tipo con su título, y el primero de los que llegaron da nombre al lote."""
    vencida = replace(BASE, id=9, hito="vencida_2026-07-01", tipo=TipoRecordatorio.VENCIDA)
    corte = replace(SIN_ACTIVIDAD, id=3, tipo=TipoRecordatorio.CORTE_CIERRA, hito="cierra_1", detalle=CORTE)
    texto = dicho(corte, vencida, replace(BASE, id=4))

    assert texto.startswith("<b>Tiene 3 recordatorios</b>\n<b>Por terminar</b>\n• <b>A-012</b>")
    assert texto.index("<b>Vencidas</b>") < texto.index("<b>Cierre del corte</b>")
    assert ("Posponer todo", "ra:p:3") in rotulos(corte, vencida, replace(BASE, id=4))


def test_resumen_dice_cuantas_quedan_por_fuera() -> None:
    """De doce se muestran ocho y se dice que hay cuatro más; nunca más de ocho botones."""
    doce = [
        replace(BASE, id=n, actividad_id=IdActividad(n), actividad_codigo=f"A-{n:03}") for n in range(1, 13)
    ]

    texto = dicho(*doce)
    assert "<b>Tiene 12 actividades por reportar</b>" in texto
    assert "A-008" in texto
    assert "A-009" not in texto
    assert "y 4 más. Véalos con /recordatorios" in texto
    assert len(rotulos(*doce)) == 8
    assert rotulos(*doce)[-2:] == [("Posponer todo", "ra:p:1"), ("Ver pendientes", "n:o:pendientes")]


@pytest.mark.parametrize(("cuantos", "por_fila"), [(3, 2), (4, 1)])
def test_sin_novedad_va_con_cada_actividad_mientras_quepan_ocho_botones(cuantos: int, por_fila: int) -> None:
    """Con pocas actividades cada una lleva sus dos botones; con muchas, solo el de reportar."""
    cuerpo = redactar([replace(BASE, actividad_id=IdActividad(n)) for n in range(1, cuantos + 1)])

    filas = cuerpo["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    assert [len(fila) for fila in filas] == [*[por_fila] * cuantos, 1]
    assert sum(map(len, filas)) <= 8
