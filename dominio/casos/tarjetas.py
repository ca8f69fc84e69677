"""Tarjetas con cifras públicas: lo que se puede compartir en cualquier chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dominio.casos.busqueda import IndiceDelPlan, Parecidos
from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.entender.texto import normalizar
from dominio.modelo.consolidado import Estado
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Renglon
from dominio.puertos.plan import Filtro
from dominio.reglas.panorama import Rotulo, resumir
from dominio.reglas.permisos import Permiso, ambito_de_consulta

MAXIMO_TARJETAS = 10
_PUBLICOS = ("dependencia", "programa")


@caso(Permiso.CONSULTAR)
def tarjetas_publicas(
    ctx: Contexto, texto: str = "", parecidos: Parecidos | None = None
) -> tuple[Estado, ...]:
    """Cómo van la entidad, las dependencias o los programas que se nombran, hasta diez.

    Solo agregados: nunca una actividad, una meta ni un responsable, y nunca más de lo que quien pide
    puede consultar. Sin texto, la entidad (o su dependencia) y después sus dependencias.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelPlan(ctx)
    limite = ambito_de_consulta(ctx.actor)
    filtro = Filtro(dependencia_id=limite)
    renglones = ctx.unidad.planes.renglones(vista.entidad_id, vista.vigencia_actual(), filtro)
    if not renglones:
        return ()
    hallados = list(_hallados(ctx, renglones, texto, parecidos))
    return tuple(_estado(vista, renglones, objeto) for objeto in hallados[:MAXIMO_TARJETAS])


def _hallados(
    ctx: Contexto, renglones: Sequence[Renglon], texto: str, parecidos: Parecidos | None
) -> Iterator[Objeto]:
    indice = IndiceDelPlan(renglones)
    entidad = Objeto("entidad", ctx.entidad.codigo, ctx.entidad.nombre, ctx.entidad.id)
    buscado = normalizar(texto)
    toda = ambito_de_consulta(ctx.actor) is None
    if toda and all(palabra in normalizar(entidad.nombre) for palabra in buscado.split()):
        yield entidad
    if not buscado:
        yield from (objeto for objeto in indice.objetos if objeto.ambito == "dependencia")
        return
    yield from (objeto for objeto in indice.buscar(texto, parecidos) if objeto.ambito in _PUBLICOS)


def _estado(vista: VistaDelPlan, renglones: Sequence[Renglon], objeto: Objeto) -> Estado:
    propios = renglones
    if objeto.ambito == "dependencia":
        propios = [renglon for renglon in renglones if renglon.dependencia_id == objeto.id]
    if objeto.ambito == "programa":
        ancla = next(renglon for renglon in renglones if renglon.id == objeto.id)
        propios = [renglon for renglon in renglones if IndiceDelPlan.mismo_programa(renglon, ancla)]
    rotulo = Rotulo(objeto.ambito, objeto.codigo, objeto.nombre)
    return resumir(rotulo, vista.medir(propios), vista.bandas)
