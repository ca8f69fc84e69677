"""Entender lo que una persona escribe, con el plan que ella puede ver."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from dominio.casos.contexto import Contexto, caso
from dominio.casos.reportar import actividades_a_cargo
from dominio.casos.vista import VistaDelPlan
from dominio.entender.frase import entender
from dominio.entender.indice import IndiceDeFrases
from dominio.entender.nombres import Parecidos
from dominio.errores import SinPlan
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.identidad import IdDependencia, IdPersona
from dominio.modelo.objeto import Objeto
from dominio.modelo.persona import Rol
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import Permiso, ambito_de_consulta, puede
from dominio.valores.fechas import Vigencia

# Los de toda la entidad y los de sus dependencias: más no se recuerdan a la vez en un proceso.
_MAXIMO_RECORDADOS = 32


@dataclass(slots=True)
class _Recordado:
    """Un índice y el plan del que salió, según su huella barata y la de sus nombres."""

    huella: str
    de_nombres: str
    indice: IndiceDeFrases


_Llave = tuple[int, int, IdDependencia | None, tuple[IdPersona, ...]]
# Armar el índice de un plan grande toma cientos de milisegundos: se recuerda mientras el plan sea el mismo.
_RECORDADOS: OrderedDict[_Llave, _Recordado] = OrderedDict()


@caso(Permiso.CONSULTAR)
def entender_frase(
    ctx: Contexto,
    frase: str,
    parecidos: Parecidos | None = None,
    respondida: Objeto | None = None,
    *,
    vigencia: Vigencia | None = None,
) -> Entendido:
    """Qué quiere la persona, de qué habla y qué valores da; no guarda nada.

    Solo reconoce lo que la persona puede consultar y lo que hoy le delegaron. Sus actividades van
    primero cuando lo escrito puede ser de varias.

    Args:
        ctx: quién escribe.
        frase: como la escribió.
        parecidos: búsqueda por parecido, para un nombre que ninguna palabra alcanza a señalar.
        respondida: de qué hablaba el mensaje que contesta.
        vigencia: de cuál plan; por omisión, el actual.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    elegida = vista.vigencia_actual() if vigencia is None else vigencia
    if elegida not in vista.vigencias():
        raise SinPlan("plan", entidad=ctx.entidad.codigo, vigencia=elegida.anio)
    dependencia = ambito_de_consulta(ctx.actor)
    indice = _indice_de(vista, elegida, dependencia)
    suyo = entender(frase, indice, _propias(ctx), ctx.hoy, parecidos=parecidos, respondida=respondida)
    if dependencia is None or suyo.objetos or not (suyo.perdida or suyo.intencion is Intencion.NADA):
        return suyo
    return _de_otra_dependencia(suyo, entender(frase, _indice_de(vista, elegida, None), frozenset(), ctx.hoy))


def _de_otra_dependencia(suyo: Entendido, entero: Entendido) -> Entendido:
    """Lo que no está entre lo suyo pero sí en el plan: se dice cuál es, y nada de lo que contiene."""
    if entero.intencion is Intencion.NADA or not entero.objetos:
        return suyo
    nombrado = entero.objetos[0]
    return replace(entero, objetos=(), ajeno=nombrado.codigo or nombrado.nombre)


def _indice_de(vista: VistaDelPlan, vigencia: Vigencia, dependencia: IdDependencia | None) -> IndiceDeFrases:
    """El índice de una dependencia o de toda la entidad, recordado mientras el plan nombre lo mismo."""
    planes, entidad_id = vista.ctx.unidad.planes, vista.entidad_id
    huella = planes.huella(entidad_id, vigencia)
    # Quien ve toda la entidad ya ve lo que le deleguen.
    titulares = () if dependencia is None else tuple(sorted(vista.titulares))
    llave = (entidad_id, vigencia.anio, dependencia, titulares)
    recordado = _RECORDADOS.get(llave)
    if recordado is not None and recordado.huella == huella:
        return recordado.indice
    # Revisar reportes mueve la huella barata y no los nombres: entonces el índice sigue sirviendo.
    de_nombres = planes.huella_de_nombres(entidad_id, vigencia)
    if recordado is None or recordado.de_nombres != de_nombres:
        renglones = vista.con_delegadas(vigencia, Filtro(dependencia_id=dependencia))
        recordado = _Recordado(huella, de_nombres, IndiceDeFrases(renglones))
    recordado.huella = huella
    _RECORDADOS[llave] = recordado
    while len(_RECORDADOS) > _MAXIMO_RECORDADOS:
        _RECORDADOS.popitem(last=False)
    return recordado.indice


def _propias(ctx: Contexto) -> frozenset[int]:
    """Las actividades a cargo de quien reporta lo suyo; el jefe y planeación no prefieren ninguna."""
    if ctx.actor.rol is not Rol.RESPONSABLE or not puede(ctx.actor, Permiso.REGISTRAR_AVANCE):
        return frozenset()
    return frozenset(renglon.id for renglon in actividades_a_cargo(ctx))
