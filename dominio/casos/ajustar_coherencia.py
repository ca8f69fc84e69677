"""Ajustar las reglas de coherencia y aceptar hallazgos con una razón."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.errores.coherencia import (
    AjusteSinCambio,
    HallazgoNoEncontrado,
    ReglaSinUmbral,
    UmbralFueraDeRango,
)
from dominio.modelo.coherencia import AjusteDeRegla, FichaDeRegla, NuevaAceptacion, ReglaVigente
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.coherencia.fichas import ficha_de
from dominio.reglas.coherencia.razon import MAXIMO, razon_que_dice
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import Vigencia

MAXIMO_RAZON = MAXIMO
_HUELLA = 12


@dataclass(frozen=True, slots=True)
class CualHallazgo:
    """Qué hallazgos: los de una regla en un objeto, o uno solo por el comienzo de su huella.

    Attributes:
        huella: al menos sus primeros doce caracteres.
    """

    regla: str | None = None
    objeto: str | None = None
    huella: str | None = None


@dataclass(frozen=True, slots=True)
class CambioDeRegla:
    """Lo que se quiere cambiar de una regla; ``None`` en un campo lo deja como está.

    Attributes:
        restablecer: vuelve a como viene y no mira lo demás.
        razon: por qué; hace falta si la regla queda apagada o, siendo error, con menos peso.
    """

    regla: str
    apagada: bool | None = None
    severidad: Severidad | None = None
    umbral: Decimal | None = None
    restablecer: bool = False
    razon: str | None = None

    def sobre(self, regla: ReglaVigente) -> ReglaVigente:
        """Cómo quedaría la regla; todavía no se guarda nada."""
        ficha = regla.ficha
        if self.restablecer:
            return ReglaVigente(ficha, AjusteDeRegla(ficha.codigo))
        return ReglaVigente(ficha, _cambiar(ficha, regla.ajuste, self))


@caso(Permiso.AJUSTAR_COHERENCIA)
def ajustar_regla(ctx: Contexto, cambio: CambioDeRegla) -> ReglaVigente:
    """Apaga o prende una regla, o cambia su severidad o su umbral, para toda la entidad.

    Raises:
        ReglaDesconocida: no hay ninguna con ese código.
        ReglaSinUmbral: no depende de ningún número.
        UmbralFueraDeRango: es negativo o pasa del máximo.
        AjusteSinCambio: la regla ya está así.
        AceptacionSinRazon: quedaría apagada o rebajada y no se dijo por qué.
    """
    ficha = ficha_de(cambio.regla)
    _exigir_umbral(ficha, cambio.umbral)
    guardados = ctx.unidad.coherencia.ajustes(ctx.entidad.id)
    antes = guardados.get(ficha.codigo, AjusteDeRegla(ficha.codigo))
    vigente = cambio.sobre(ReglaVigente(ficha, antes))
    if vigente.ajuste == antes and (cambio.razon is None or vigente.relajada is None):
        raise AjusteSinCambio("regla", regla=ficha.codigo)
    razon = None if vigente.relajada is None else razon_que_dice(cambio.razon)
    despues = replace(
        vigente.ajuste, razon=razon, autor=ctx.actor.nombre if ctx.actor.id else None, en=ctx.ahora
    )
    ctx.unidad.coherencia.ajustar(ctx.entidad.id, despues, ctx.actor.id or None, ctx.ahora)
    ctx.anotar("ajustar_regla", f"regla:{ficha.codigo}", _como_dato(antes), _como_dato(despues))
    return ReglaVigente(ficha, despues)


@caso(Permiso.AJUSTAR_COHERENCIA)
def aceptar_hallazgo(
    ctx: Contexto, vigencia: Vigencia, cual: CualHallazgo, razon: str
) -> tuple[Hallazgo, ...]:
    """Deja pasar los hallazgos de una regla en un objeto, con su razón; si el dato cambia vuelven a salir.

    Raises:
        AceptacionSinRazon: no se dijo por qué, o lo dicho no dice nada.
        HallazgoNoEncontrado: hoy no hay ninguno así.
        SinPlan: la entidad no tiene plan en esa vigencia.
    """
    razon = razon_que_dice(razon)
    hallados = _hallar(VistaDeCoherencia.con_plan(ctx, vigencia).hallazgos, cual)
    ctx.unidad.coherencia.aceptar(
        [
            NuevaAceptacion(
                ctx.entidad.id,
                vigencia,
                hallazgo.regla,
                hallazgo.objeto,
                hallazgo.mensaje,
                hallazgo.huella,
                razon,
                ctx.actor.id or None,
                ctx.ahora,
            )
            for hallazgo in hallados
        ]
    )
    _anotar_cada_uno(ctx, vigencia, "aceptar_hallazgo", hallados, razon)
    return hallados


@caso(Permiso.AJUSTAR_COHERENCIA)
def retirar_aceptacion(ctx: Contexto, vigencia: Vigencia, cual: CualHallazgo) -> tuple[Hallazgo, ...]:
    """Vuelve a abrir hallazgos que se habían aceptado.

    Raises:
        HallazgoNoEncontrado: hoy no hay ninguno aceptado así.
        SinPlan: la entidad no tiene plan en esa vigencia.
    """
    aceptados = [h for h in VistaDeCoherencia.con_plan(ctx, vigencia).hallazgos if not h.abierto]
    hallados = _hallar(aceptados, cual)
    huellas = [hallazgo.huella for hallazgo in hallados]
    ctx.unidad.coherencia.retirar(ctx.entidad.id, vigencia, huellas)
    _anotar_cada_uno(ctx, vigencia, "retirar_aceptacion", hallados, None)
    return tuple(replace(hallazgo, aceptacion=None) for hallazgo in hallados)


def _hallar(hallazgos: Iterable[Hallazgo], cual: CualHallazgo) -> tuple[Hallazgo, ...]:
    regla = None if cual.regla is None else ficha_de(cual.regla).codigo
    objeto = None if cual.objeto is None else cual.objeto.strip().casefold()
    hallados = tuple(
        hallazgo
        for hallazgo in hallazgos
        if (regla is None or hallazgo.regla == regla)
        and (objeto is None or hallazgo.objeto.casefold() == objeto)
        and (cual.huella is None or hallazgo.huella.startswith(cual.huella))
    )
    dicho = objeto is not None or len(cual.huella or "") >= _HUELLA
    if not hallados or not dicho:
        raise HallazgoNoEncontrado("hallazgo", regla=regla or "", objeto=cual.objeto or "")
    return hallados


def _exigir_umbral(ficha: FichaDeRegla, umbral: Decimal | None) -> None:
    if umbral is None:
        return
    if ficha.umbral is None:
        raise ReglaSinUmbral("umbral", regla=ficha.codigo)
    if not umbral.is_finite() or not 0 <= umbral <= ficha.umbral.maximo:
        raise UmbralFueraDeRango(
            "umbral", regla=ficha.codigo, maximo=ficha.umbral.maximo, unidad=ficha.umbral.unidad
        )


def _cambiar(ficha: FichaDeRegla, antes: AjusteDeRegla, cambio: CambioDeRegla) -> AjusteDeRegla:
    """El ajuste con lo nuevo; lo que queda igual a la ficha no se guarda."""
    apagada = antes.apagada if cambio.apagada is None else cambio.apagada
    severidad = cambio.severidad or antes.severidad
    umbral = antes.umbral if cambio.umbral is None else cambio.umbral
    de_la_ficha = None if ficha.umbral is None else ficha.umbral.valor
    return AjusteDeRegla(
        ficha.codigo,
        None if apagada == ficha.apagada else apagada,
        None if severidad is ficha.severidad else severidad,
        None if umbral == de_la_ficha else umbral,
    )


def _como_dato(ajuste: AjusteDeRegla) -> dict[str, object]:
    return {
        "apagada": ajuste.apagada,
        "severidad": None if ajuste.severidad is None else ajuste.severidad.value,
        "umbral": None if ajuste.umbral is None else str(ajuste.umbral),
        "razon": ajuste.razon,
    }


def _anotar_cada_uno(
    ctx: Contexto, vigencia: Vigencia, accion: str, hallazgos: Sequence[Hallazgo], razon: str | None
) -> None:
    for hallazgo in hallazgos:
        antes = {"mensaje": hallazgo.mensaje, "huella": hallazgo.huella}
        despues = {"vigencia": vigencia.anio, "razon": razon}
        ctx.anotar(accion, f"hallazgo:{hallazgo.regla}:{hallazgo.objeto}", antes, despues)
