"""De qué objeto habla una frase, según lo que se quiere hacer con él."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dominio.entender.lexico.vacias import VACIAS
from dominio.entender.nombres import Hallado
from dominio.entender.oracion import Oracion
from dominio.modelo.entendido import ESCRIBEN, Intencion
from dominio.modelo.objeto import Objeto

MAXIMO_CANDIDATOS = 8
_EMPATE = 0.9
_EXACTO = 0.95
_NIVELES = frozenset({"dependencia", "programa", "proyecto", "meta", "actividad"})
_GENERAL = ("dependencia", "proyecto", "programa", "meta", "actividad")
_PARTICULAR = ("actividad", "meta", "proyecto", "programa", "dependencia")
# De qué nivel se prefiere un objeto cuando la frase señala igual de bien a varios.
_PREFERENCIA: dict[Intencion, tuple[str, ...]] = {
    Intencion.CONSULTAR_RESPONSABLE: _PARTICULAR,
    Intencion.CONSULTAR_DATO: ("actividad", "proyecto", "meta", "programa", "dependencia"),
}
_DATO_DE = {
    "bpin": ("proyecto", "actividad", "meta", "programa", "dependencia"),
    "objetivo": ("proyecto", "actividad", "meta", "programa", "dependencia"),
    "indicador": ("meta", "actividad", "proyecto", "programa", "dependencia"),
}
# Consultan sin objeto o de una parte entera del plan: una palabra parecida no basta.
SIN_OBJETO = frozenset(
    {
        Intencion.CONSULTAR_PENDIENTES,
        Intencion.MIS_ACTIVIDADES,
        Intencion.CONSULTAR_CORTE,
        Intencion.PLANTILLA,
        Intencion.POSPONER,
        Intencion.AUSENCIA,
        Intencion.SALUDO,
        Intencion.GRACIAS,
        Intencion.AYUDA,
        Intencion.NADA,
    }
)


def elegir(o: Oracion, intencion: Intencion, propias: frozenset[int]) -> tuple[Objeto, ...]:
    """Los objetos de que habla, de mejor a peor; uno solo si no hay duda.

    Args:
        o: la frase ya leída.
        intencion: qué se quiere; un reporte solo puede ser de actividades (o de un proyecto, si es plata).
        propias: actividades de la persona: van primero y, si reporta, son las únicas cuando las hay.
    """
    if intencion in SIN_OBJETO:
        return ()
    escribe = intencion in ESCRIBEN
    if o.menciones.objetos:
        lugares = _mencionados(o, intencion)
    elif o.mejor is not None:
        lugares = _reportables(o) if escribe else _consultables(o, intencion)
    else:
        lugares = []
    lugares = _primero_las_propias(o, lugares, propias, escribe=escribe)
    return tuple(o.indice.objetos[lugar] for lugar in lugares[:MAXIMO_CANDIDATOS])


def _mencionados(o: Oracion, intencion: Intencion) -> list[int]:
    lugares = _sin_repetir(lugar for grupo in o.menciones.objetos for lugar in grupo)
    if intencion not in ESCRIBEN:
        return lugares
    if (
        intencion is Intencion.REPORTAR_EJECUCION
        and len(lugares) == 1
        and _nivel(o, lugares[0]) == "proyecto"
    ):
        return lugares
    # «La 40 va en 30» habla de una actividad: el código de una dependencia no la nombra.
    return _bajar(o, [lugar for lugar in lugares if _nivel(o, lugar) not in ("dependencia", "programa")])


def _reportables(o: Oracion) -> list[int]:
    """Las actividades que la frase señala; si solo señala su meta o su proyecto, las de ellos."""
    actividades = [h for h in o.nombrados.por_objeto.values() if _nivel(o, h.objeto) == "actividad"]
    mayor = max((h.con_arriba for h in o.nombrados.por_objeto.values()), default=0.0)
    mejores = [h for h in actividades if h.con_arriba >= _EMPATE * mayor and o.senala(h)]
    otros = [
        h
        for h in o.nombrados.por_objeto.values()
        if h.dicho >= _EMPATE * mayor
        and _nivel(o, h.objeto) not in ("actividad", "dependencia")
        and o.senala(h)
    ]
    if mejores:
        return _con_las_hermanas(o, mejores, otros)
    menor = min((_GENERAL.index(_nivel(o, h.objeto)) for h in otros), default=0)
    suyas = _bajar(o, [h.objeto for h in otros if _GENERAL.index(_nivel(o, h.objeto)) == menor])
    return [lugar for lugar in suyas if o.nombrados.lo_nombra_algo_propio(lugar)] or suyas


def _con_las_hermanas(o: Oracion, mejores: Sequence[Hallado], superiores: Sequence[Hallado]) -> list[int]:
    """Las mejores y, si la frase nombra igual de bien su meta o su proyecto, las demás que lo dicen.

    «Las escuelas deportivas van en 70» nombra la meta: puede ser cualquiera de sus actividades en
    cuyo nombre aparezca algo de lo dicho.
    """
    elegidas = _desempatar(mejores)
    if any(h.cubierto >= _EXACTO for h in mejores):
        return elegidas
    hermanas = _bajar(o, [h.objeto for h in superiores])
    dichas = {lugar for lugar in hermanas if o.nombrados.lo_nombra_algo_propio(lugar)}
    if not dichas & set(elegidas):
        return elegidas
    return _sin_repetir([*elegidas, *sorted(dichas)])


def _consultables(o: Oracion, intencion: Intencion) -> list[int]:
    posibles = [h for h in o.nombrados.por_objeto.values() if o.senala(h)]
    nivel = _nivel_nombrado(o)
    if nivel is not None:
        del_nivel = [h for h in posibles if _nivel(o, h.objeto) == nivel]
        subidos = [] if del_nivel else _subir(o, posibles, nivel)
        if del_nivel or subidos:
            return _desempatar(_los_mejores(del_nivel)) or subidos
    mejores = _los_mejores(posibles)
    niveles = {_nivel(o, h.objeto) for h in mejores}
    orden = _preferencia(o, intencion)
    if orden is None:
        # A igualdad de palabras, el nombre que se dijo más completo; primero, una dependencia.
        orden = ("dependencia", _nivel(o, max(mejores, key=lambda h: h.cubierto).objeto)) if mejores else ()
    elegido = next((nivel for nivel in orden if nivel in niveles), None)
    return _desempatar([h for h in mejores if _nivel(o, h.objeto) == elegido])


def _los_mejores(posibles: Sequence[Hallado]) -> list[Hallado]:
    """Los que empatan; si alguno se dijo con su nombre entero, solo esos."""
    mayor = max((h.con_arriba for h in posibles), default=0.0)
    empatados = [h for h in posibles if h.con_arriba >= _EMPATE * mayor]
    exactos = [h for h in empatados if h.cubierto >= _EXACTO]
    return exactos or empatados


def _desempatar(mejores: Sequence[Hallado]) -> list[int]:
    exactos = [h for h in mejores if h.cubierto >= _EXACTO]
    orden = sorted(exactos or mejores, key=lambda h: (-round(h.con_arriba, 6), h.objeto))
    return [h.objeto for h in orden]


def _preferencia(o: Oracion, intencion: Intencion) -> tuple[str, ...] | None:
    if intencion is Intencion.CONSULTAR_DATO:
        pedido = next((p.lema for p in o.piezas if p.lema in _DATO_DE), None)
        return _DATO_DE.get(pedido or "", _PREFERENCIA[intencion])
    return _PREFERENCIA.get(intencion)


def _nivel_nombrado(o: Oracion) -> str | None:
    """El nivel que la frase dice antes del nombre: «el proyecto de…», «la secretaría de…»."""
    if o.mejor is None:
        return None
    for i in range(min(o.mejor.lugares) - 1, -1, -1):
        pieza = o.piezas[i]
        if pieza.lema in _NIVELES:
            # «Las actividades de la mujer» son las de esa dependencia, no una actividad.
            return None if pieza.texto == "actividades" else pieza.lema
        if pieza.texto not in VACIAS:
            return None
    return None


def _subir(o: Oracion, posibles: Sequence[Hallado], nivel: str) -> list[int]:
    """El proyecto (o el programa) de la meta o la actividad que la frase señala."""
    mejores = [h.objeto for h in _los_mejores(posibles)]
    if nivel not in ("proyecto", "programa") or any(
        _nivel(o, lugar) in ("proyecto", "programa") for lugar in mejores
    ):
        return []
    return _sin_repetir(
        superior
        for actividad in _bajar(o, mejores)
        for superior in o.indice.superiores_de[actividad]
        if _nivel(o, superior) == nivel
    )


def _bajar(o: Oracion, lugares: Iterable[int]) -> list[int]:
    """Cada objeto cambiado por sus actividades; una actividad es ella misma."""
    return _sin_repetir(
        actividad
        for lugar in lugares
        for actividad in ([lugar] if _nivel(o, lugar) == "actividad" else o.indice.actividades_de[lugar])
    )


def _primero_las_propias(
    o: Oracion, lugares: Sequence[int], propias: frozenset[int], *, escribe: bool
) -> list[int]:
    def es_propia(lugar: int) -> bool:
        return _nivel(o, lugar) == "actividad" and o.indice.objetos[lugar].id in propias

    suyas = [lugar for lugar in lugares if es_propia(lugar)]
    if suyas and escribe and len(o.menciones.objetos) < 2:
        return suyas
    return suyas + [lugar for lugar in lugares if lugar not in suyas]


def _nivel(o: Oracion, lugar: int) -> str:
    return o.indice.objetos[lugar].ambito


def _sin_repetir(lugares: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(lugares))
