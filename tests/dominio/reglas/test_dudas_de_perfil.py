"""Responder dudas y corregir columnas de un perfil, sin libro delante."""

from __future__ import annotations

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import (
    CampoDePerfil,
    ClaseDeDuda,
    ColumnaDelLibro,
    Duda,
    HojaDePerfil,
    OpcionDeDuda,
    Perfil,
)
from dominio.reglas.dudas_de_perfil import corregir_campo, dudas_firmes, responder

_PLAN, _EJ, _PI = TipoLibro.PLAN, TipoLibro.EJECUCION, TipoLibro.INDICATIVO
_A, _B = ColumnaDelLibro("valor", 1, 3), ColumnaDelLibro("valor", 2, 9)


def _perfil(*campos: CampoDePerfil, nombre: str = "Plan") -> Perfil:
    return Perfil("", "h", (HojaDePerfil(nombre, campos, 3),))


def _campo(perfil: Perfil, dato: str) -> CampoDePerfil:
    return next(c for c in perfil.hojas[0].campos if c.dato == dato)


def test_corregir_cambia_solo_de_donde_sale() -> None:
    """La columna nueva no pierde cómo se lee el campo (fracción, herencia…)."""
    perfil = _perfil(CampoDePerfil(_PLAN, "avance", (_A,), en_fraccion=True))
    nuevo = _campo(corregir_campo(perfil, "Plan", _PLAN, "avance", _B), "avance")
    assert nuevo.columnas == (_B,)
    assert nuevo.en_fraccion


def test_corregir_agrega_y_quita_campos() -> None:
    """Un dato que no se leía se puede leer, y uno que se leía se puede dejar."""
    perfil = corregir_campo(_perfil(), "Plan", _PLAN, "cargo", _A)
    assert _campo(perfil, "cargo").columnas == (_A,)
    assert corregir_campo(perfil, "Plan", _PLAN, "cargo", None).hojas[0].campos == ()


def test_la_hoja_de_un_grupo_se_corrige_por_cualquiera_de_sus_nombres() -> None:
    """Si el perfil lee todas las hojas iguales, el nombre de una sirve para corregirlas."""
    perfil = _perfil(CampoDePerfil(_PLAN, "monto", (_A,)), nombre="")
    assert _campo(corregir_campo(perfil, "Sec. Salud", _PLAN, "monto", _B), "monto").columnas == (_B,)


def test_poner_la_dependencia_deja_de_tomarla_de_la_hoja() -> None:
    """Con una columna de dependencia, el nombre de la hoja ya no lo es."""
    perfil = Perfil("", "h", (HojaDePerfil("", (), 3, dependencia_es_la_hoja=True),))
    assert not corregir_campo(perfil, "Salud", _PLAN, "dependencia", _A).hojas[0].dependencia_es_la_hoja


def test_dos_respuestas_al_mismo_campo_no_se_pisan() -> None:
    """Escoger otra columna y decir que no son fracciones valen las dos, en cualquier orden."""
    perfil = _perfil(CampoDePerfil(_PLAN, "avance", (_A,), en_fraccion=True))
    columna = Duda(
        "Plan/plan.avance",
        ClaseDeDuda.COLUMNA,
        "Plan",
        "¿?",
        (OpcionDeDuda("col:9", "I", campos=(CampoDePerfil(_PLAN, "avance", (_B,), en_fraccion=True),)),),
    )
    fraccion = Duda(
        "Plan/plan.avance:fraccion",
        ClaseDeDuda.FRACCION,
        "Plan",
        "¿?",
        (OpcionDeDuda("fraccion:si", "sí"), OpcionDeDuda("fraccion:no", "no")),
    )
    uno = responder(responder(perfil, columna, "col:9"), fraccion, "fraccion:no")
    otro = responder(responder(perfil, fraccion, "fraccion:no"), columna, "col:9")
    assert uno == otro
    assert _campo(uno, "avance").columnas == (_B,)
    assert not _campo(uno, "avance").en_fraccion


def test_cada_etiqueta_de_acumulacion_se_responde_aparte() -> None:
    """Contestar qué es «I» no cambia lo contestado sobre «M», aunque la hoja lleve barra en su nombre."""
    perfil = _perfil(
        CampoDePerfil(_PI, "acumulacion", (_A,), equivalencias=(("i", "Acumulado"), ("m", "Mantenimiento"))),
        nombre="PDM 24/27",
    )

    def duda(etiqueta: str) -> Duda:
        opciones = (OpcionDeDuda("acum:Flujo", "Flujo"), OpcionDeDuda("acum:Capacidad", "Capacidad"))
        clave = f"PDM 24/27/indicativo.acumulacion:{etiqueta}"
        return Duda(clave, ClaseDeDuda.ACUMULACION, "PDM 24/27", "¿?", opciones)

    contestado = responder(responder(perfil, duda("m"), "acum:Flujo"), duda("i"), "acum:Capacidad")
    assert dict(_campo(contestado, "acumulacion").equivalencias) == {"i": "Capacidad", "m": "Flujo"}


def test_una_respuesta_que_no_es_opcion_no_cambia_nada() -> None:
    """Un valor inventado deja el perfil como estaba."""
    perfil = _perfil(CampoDePerfil(_PLAN, "monto", (_A,)))
    duda = Duda("Plan/plan.monto", ClaseDeDuda.COLUMNA, "Plan", "¿?", (OpcionDeDuda("col:9", "I"),))
    assert responder(perfil, duda, "col:77") == perfil


def test_no_leer_un_dato_lo_quita_en_su_instrumento() -> None:
    """«No leer» saca el campo de la ejecución y no el del plan."""
    perfil = _perfil(CampoDePerfil(_PLAN, "monto", (_A,)), CampoDePerfil(_EJ, "pagos", (_B,)))
    opcion = OpcionDeDuda("col:0", "No leer", quita=("ejecucion.pagos",))
    duda = Duda("Plan/ejecucion.pagos", ClaseDeDuda.COLUMNA, "Plan", "¿?", (opcion,))
    assert [c.dato for c in responder(perfil, duda, "col:0").hojas[0].campos] == ["monto"]


def test_solo_las_firmes_sin_contestar_detienen() -> None:
    """Se puede guardar cuando todas las firmes tienen respuesta."""
    firme = Duda("a", ClaseDeDuda.HOJA, "", "¿?", firme=True)
    suave = Duda("b", ClaseDeDuda.FALTA, "", "¿?")
    assert dudas_firmes((firme, suave), frozenset()) == (firme,)
    assert dudas_firmes((firme, suave), frozenset({"a"})) == ()
