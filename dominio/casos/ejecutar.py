"""Registrar la ejecución financiera: CDP, compromiso, obligación y pago de un registro."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_gasto import VistaDelGasto
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdActividad, IdProyecto, IdRegistro
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.reporte import Ejecucion, NuevaEjecucion, OrigenReporte
from dominio.puertos.plan import Filtro
from dominio.reglas.documento import exigir_documento, exigir_fecha_de_documento
from dominio.reglas.permisos import Permiso
from dominio.reglas.proyecto_fuente import fuente_de
from dominio.reglas.verosimilitud.ejecucion import advertencias_de_ejecucion, con_movimiento
from dominio.valores.dinero import CERO, Pesos
from dominio.valores.fechas import Vigencia

MAXIMO_DOCUMENTO = 100
_GASTAN = frozenset({MomentoGasto.OBLIGACION, MomentoGasto.PAGO})


@dataclass(frozen=True, slots=True)
class ObjetoDeGasto:
    """Una actividad o un proyecto al que la persona puede registrarle ejecución.

    Attributes:
        actividad_id: ``None`` si es un proyecto.
        proyecto_id: ``None`` si es una actividad.
        registros: los que ya existen; en el proyecto, los de todas sus actividades y los suyos.
    """

    actividad_id: IdActividad | None
    proyecto_id: IdProyecto | None
    codigo: str
    nombre: str
    registros: tuple[Registro, ...]


@dataclass(frozen=True, slots=True)
class DatosEjecucion:
    """Un movimiento listo para guardar.

    Attributes:
        valor: en pesos; total acumulado de la vigencia, o lo de este movimiento si ``es_incremento``.
        documento: número del CDP, RP, obligación o egreso; obligatorio si el acumulado baja.
        fecha_documento: dentro de la vigencia y no futura.
    """

    clave_envio: str
    registro_id: IdRegistro
    momento: MomentoGasto
    valor: Pesos
    es_incremento: bool
    documento: str | None = None
    fecha_documento: date | None = None


@dataclass(frozen=True, slots=True)
class RevisionEjecucion:
    """Qué pasaría si se guarda ese movimiento.

    Attributes:
        anterior, nuevo: acumulado del momento en el registro, en pesos.
        incremento: la diferencia, en pesos; negativa en una corrección.
        saldos_despues: del registro, o del proyecto × fuente con sus actividades si es de proyecto.
        advertencias: lo que no cuadra con el avance de la actividad; se muestra y no se pregunta.
    """

    registro: Registro
    momento: MomentoGasto
    anterior: Pesos
    nuevo: Pesos
    incremento: Pesos
    saldos_despues: Saldos
    advertencias: tuple[Hallazgo, ...] = ()


@caso(Permiso.REGISTRAR_EJECUCION)
def objetos_de_gasto(ctx: Contexto) -> Sequence[ObjetoDeGasto]:
    """Actividades con registros, y luego proyectos, a los que la persona alcanza; en el orden del plan.

    A un proyecto alcanza quien tiene a su cargo todas sus actividades: lo que se registra allí es
    dinero de todas.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDelGasto(ctx)
    vigencia = vista.vigencia_actual()
    renglones = ctx.unidad.planes.renglones(vista.entidad_id, vigencia)
    registros = ctx.unidad.planes.registros(vista.entidad_id, vigencia)
    propias = {r.id: r for r in renglones if vista.alcanza(r)}
    ajenos = {r.proyecto_id for r in renglones if r.id not in propias}
    por_actividad: dict[IdActividad, list[Registro]] = {}
    por_proyecto: dict[IdProyecto, list[Registro]] = {}
    for registro in registros:
        if registro.actividad_id is not None:
            por_actividad.setdefault(registro.actividad_id, []).append(registro)
        if registro.proyecto_id is not None:
            por_proyecto.setdefault(registro.proyecto_id, []).append(registro)
    actividades = [
        ObjetoDeGasto(r.id, None, r.codigo, r.nombre, tuple(por_actividad[r.id]))
        for r in propias.values()
        if r.id in por_actividad
    ]
    primeras: dict[IdProyecto, Renglon] = {}
    for r in propias.values():
        if r.proyecto_id is not None and r.proyecto_id not in ajenos:
            primeras.setdefault(r.proyecto_id, r)
    proyectos = [
        ObjetoDeGasto(None, proyecto, r.bpin or "", r.proyecto or "", tuple(por_proyecto[proyecto]))
        for proyecto, r in primeras.items()
        if proyecto in por_proyecto
    ]
    return [*actividades, *proyectos]


@caso(Permiso.REGISTRAR_EJECUCION)
def registros_de(
    ctx: Contexto, actividad_id: IdActividad | None, proyecto_id: IdProyecto | None
) -> Sequence[Registro]:
    """Los registros entre los que se elige la fuente; exactamente uno de los dos argumentos.

    Los de proyecto × fuente se crean en ceros si no existen, uno por cada fuente del proyecto.

    Raises:
        NoEncontrado: no existe, está retirado o no se dijo cuál.
        PermisoDenegado: no está a cargo de la persona.
    """
    vista = VistaDelGasto(ctx)
    planes = ctx.unidad.planes
    if actividad_id is not None:
        vigencia, _ = vista.actividad_a_cargo(actividad_id)
        return planes.registros(vista.entidad_id, vigencia, Filtro(actividad_id=actividad_id))
    if proyecto_id is None:
        raise NoEncontrado("objeto")
    vigencia, _ = vista.proyecto_a_cargo(proyecto_id)
    leidos = planes.registros(vista.entidad_id, vigencia, Filtro(proyecto_id=proyecto_id))
    fuentes = dict.fromkeys(fuente_de(r) for r in leidos if fuente_de(r))
    return [planes.registro_de_proyecto(vista.entidad_id, vigencia, proyecto_id, f) for f in fuentes]


@caso(Permiso.REGISTRAR_EJECUCION)
def revisar_ejecucion(ctx: Contexto, datos: DatosEjecucion) -> RevisionEjecucion:
    """Qué pasaría si se guarda el movimiento; no guarda nada.

    El acumulado puede bajar solo como corrección, y entonces pide el documento que la sustenta:
    un CDP anulado o un pago reversado existen, un número menor sin papel es casi siempre un error.

    Raises:
        NoEncontrado: el registro no existe o lo suyo está retirado.
        PermisoDenegado: no está a cargo de la persona.
        CadenaDeGastoRota: pasa de su límite o deja por encima al momento siguiente.
        MontoNegativo: la corrección deja el acumulado por debajo de cero.
        CorreccionSinDocumento: baja y no dice con qué documento.
        FechaFueraDeVigencia: la fecha del documento no es de la vigencia.
        FechaFutura: la fecha del documento es posterior a hoy.
        EntradaInvalida: el valor deja el acumulado como estaba, o el documento pasa de 100 caracteres.
    """
    vista = VistaDelGasto(ctx)
    vigencia, registro = vista.registro_a_cargo(datos.registro_id)
    revision = _revisar(vista, vigencia, registro, datos)
    _exigir_documento(ctx, vigencia, datos, revision)
    return revision


@caso(Permiso.REGISTRAR_EJECUCION)
def registrar_ejecucion(ctx: Contexto, datos: DatosEjecucion) -> Ejecucion:
    """Guarda el movimiento en el corte abierto y deja la traza; repetirlo devuelve el mismo folio.

    Raises:
        ConflictoDeVersion: otra persona movió el registro entre la lectura y el guardado; vuelva a
            intentarlo con lo que quedó.
        NoEncontrado, PermisoDenegado, CadenaDeGastoRota, MontoNegativo, CorreccionSinDocumento,
            FechaFueraDeVigencia, FechaFutura, EntradaInvalida: como en ``revisar_ejecucion``.
    """
    vista = VistaDelGasto(ctx)
    vigencia, registro = vista.registro_a_cargo(datos.registro_id)
    if ctx.unidad.reportes.por_clave(datos.clave_envio) is None:
        revision = _revisar(vista, vigencia, registro, datos)
        _exigir_documento(ctx, vigencia, datos, revision)
    else:
        # Ya se guardó: revisarlo otra vez sumaría dos veces el mismo incremento.
        actual = registro.saldos.de(datos.momento)
        revision = RevisionEjecucion(registro, datos.momento, actual, actual, CERO, registro.saldos)
    nueva = _nueva(vista, vigencia, revision, datos)
    ejecucion, es_nueva = ctx.unidad.reportes.guardar_ejecucion(nueva, registro.version)
    if es_nueva:
        _anotar(ctx, registro, ejecucion, vista.anotar_delegado_de(registro, ejecucion.folio))
    return ejecucion


def _nueva(
    vista: VistaDelGasto, vigencia: Vigencia, revision: RevisionEjecucion, datos: DatosEjecucion
) -> NuevaEjecucion:
    corte, extemporaneo = vista.corte_abierto(vigencia)
    return NuevaEjecucion(
        clave_envio=datos.clave_envio,
        entidad_id=vista.entidad_id,
        vigencia=vigencia,
        registro_id=revision.registro.id,
        corte=corte,
        momento=datos.momento,
        anterior=revision.anterior,
        valor=revision.nuevo,
        incremento=revision.incremento,
        documento=_documento(datos),
        fecha_documento=datos.fecha_documento,
        extemporaneo=extemporaneo,
        autor_id=vista.ctx.actor.id,
        reportado_en=vista.ctx.ahora,
        origen=OrigenReporte.CHAT,
    )


def _revisar(
    vista: VistaDelGasto, vigencia: Vigencia, registro: Registro, datos: DatosEjecucion
) -> RevisionEjecucion:
    anterior = registro.saldos.de(datos.momento)
    nuevo = Pesos(datos.valor.centavos + (anterior.centavos if datos.es_incremento else 0))
    incremento = Pesos.diferencia(nuevo.centavos - anterior.centavos)
    if incremento == CERO:
        pista = "movimiento_en_cero" if datos.es_incremento else "acumulado_sin_cambio"
        raise EntradaInvalida(pista, "valor", anterior=anterior)
    despues = vista.mover(vigencia, registro, datos.momento, nuevo)
    advertencias = _advertencias(vista, registro, datos.momento, incremento)
    return RevisionEjecucion(registro, datos.momento, anterior, nuevo, incremento, despues, advertencias)


def _advertencias(
    vista: VistaDelGasto, registro: Registro, momento: MomentoGasto, incremento: Pesos
) -> tuple[Hallazgo, ...]:
    """Si con el movimiento la actividad queda gastando sin avanzar; el de un proyecto no es de ninguna."""
    if registro.actividad_id is None or momento not in _GASTAN:
        return ()
    _, renglones = vista.ubicar(Filtro(actividad_id=registro.actividad_id), "actividad")
    return advertencias_de_ejecucion(con_movimiento(renglones[0], momento, incremento))


def _exigir_documento(
    ctx: Contexto, vigencia: Vigencia, datos: DatosEjecucion, revision: RevisionEjecucion
) -> None:
    exigir_documento(_documento(datos), revision.anterior, revision.nuevo)
    exigir_fecha_de_documento(datos.fecha_documento, vigencia, ctx.hoy)


def _documento(datos: DatosEjecucion) -> str | None:
    return limpiar(datos.documento or "", MAXIMO_DOCUMENTO) or None


def _anotar(ctx: Contexto, registro: Registro, ejecucion: Ejecucion, delegado: dict[str, object]) -> None:
    ctx.anotar(
        "registrar_ejecucion",
        f"registro:{registro.actividad_codigo or registro.bpin}/{fuente_de(registro)}",
        {"momento": ejecucion.momento.value, "acumulado": str(ejecucion.anterior)},
        {
            "momento": ejecucion.momento.value,
            "acumulado": str(ejecucion.valor),
            "incremento": str(ejecucion.incremento),
            "documento": ejecucion.documento,
            "corte": str(ejecucion.corte),
            "folio": ejecucion.folio,
            "extemporaneo": ejecucion.extemporaneo,
            **delegado,
        },
    )
