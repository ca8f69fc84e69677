"""Cerrar, prorrogar, abrir y reabrir un corte: cuál, hasta cuándo y por qué, con lo que cambia a la vista."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.dialogos.campos import CampoOpcion, campo_fecha, campo_texto
from bot.dialogos.corte_a_la_vista import acuse, lo_que_cambia
from bot.dialogos.corte_avisos import redactar_avisos
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import formato
from bot.textos.cortes import en_lista
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar
from dominio.casos.cortes import (
    MAXIMO_MOTIVO,
    PeticionDeCorte,
    decidir_corte,
    revisar_decision_de_corte,
    situaciones_de_los_cortes,
)
from dominio.errores import NoEncontrado
from dominio.modelo.corte import AccionDeCorte, SituacionDeCorte
from dominio.reglas.cortes import acciones_posibles, exigir_plazo, exigir_posible, limites_de, lleva_fecha
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import Corte

_PREGUNTAS: dict[AccionDeCorte, Perezosa] = {
    AccionDeCorte.CERRAR: _l("¿Cuál corte va a cerrar?"),
    AccionDeCorte.PRORROGAR: _l("¿Cuál corte va a prorrogar?"),
    AccionDeCorte.ABRIR: _l("¿Cuál corte va a abrir?"),
    AccionDeCorte.REABRIR: _l("¿Cuál corte va a reabrir?"),
}
_TITULOS: dict[AccionDeCorte, tuple[Perezosa, Perezosa]] = {
    AccionDeCorte.CERRAR: (_l("Cerrar un corte"), _l("el cierre de un corte")),
    AccionDeCorte.PRORROGAR: (_l("Prorrogar un corte"), _l("la prórroga de un corte")),
    AccionDeCorte.ABRIR: (_l("Abrir un corte"), _l("la apertura de un corte")),
    AccionDeCorte.REABRIR: (_l("Reabrir un corte"), _l("la reapertura de un corte")),
}


def nombre_del_dialogo(accion: AccionDeCorte) -> str:
    """Cómo se llama el diálogo de esa decisión («corte_cerrar»)."""
    return f"corte_{accion.value}"


def _situaciones(entorno: Entorno) -> Sequence[SituacionDeCorte]:
    datos = entorno.datos
    return datos.recordar("cortes", lambda: situaciones_de_los_cortes(datos.contexto))


def _posibles(accion: AccionDeCorte) -> Callable[[Entorno], Sequence[Eleccion]]:
    def elecciones(entorno: Entorno) -> Sequence[Eleccion]:
        """Los cortes sobre los que hoy se puede decidir eso, del más nuevo al más viejo."""
        todas = _situaciones(entorno)
        posibles = [s for s in todas if accion in acciones_posibles(s, todas)]
        return [_eleccion(situacion) for situacion in posibles[::-1]]

    return elecciones


def _eleccion(situacion: SituacionDeCorte) -> Eleccion:
    corte = situacion.corte
    cortos = (f"{corte.periodo}{corte.numero}", str(corte.numero), formato.corte(corte))
    return Eleccion(str(corte), en_lista(situacion), cortos)


def _situacion(entorno: Entorno) -> SituacionDeCorte:
    """Cómo está el corte respondido."""
    corte = entorno.respuestas["corte"]
    hallada = next((s for s in _situaciones(entorno) if str(s.corte) == corte), None)
    if hallada is None:
        raise NoEncontrado("corte", texto=corte[:20])
    return hallada


def _peticion(entorno: Entorno, accion: AccionDeCorte) -> PeticionDeCorte:
    respuestas = entorno.respuestas
    hasta = respuestas.get("hasta")
    return PeticionDeCorte(
        accion,
        Corte.de(respuestas["corte"]),
        date.fromisoformat(hasta) if hasta else None,
        respuestas.get("motivo") or None,
    )


def _limites(accion: AccionDeCorte) -> Callable[[Entorno], tuple[date, date]]:
    def limites(entorno: Entorno) -> tuple[date, date]:
        return limites_de(accion, _situacion(entorno), entorno.datos.hoy)

    return limites


def _validar_corte(accion: AccionDeCorte) -> Callable[[Entorno], None]:
    def validar(entorno: Entorno) -> None:
        situacion = _situacion(entorno)
        exigir_posible(accion, situacion, _situaciones(entorno))

    return validar


def _validar_fecha(accion: AccionDeCorte) -> Callable[[Entorno], None]:
    def validar(entorno: Entorno) -> None:
        hasta = date.fromisoformat(entorno.respuestas["hasta"])
        exigir_plazo(accion, _situacion(entorno), hasta, entorno.datos.hoy)

    return validar


def _como_esta(entorno: Entorno) -> Html:
    return armar("%(corte)s", corte=en_lista(_situacion(entorno)))


def _resumen(accion: AccionDeCorte) -> Callable[[Entorno], Sequence[Html]]:
    def resumen(entorno: Entorno) -> Sequence[Html]:
        return lo_que_cambia(revisar_decision_de_corte(entorno.datos.contexto, _peticion(entorno, accion)))

    return resumen


def _confirmar(accion: AccionDeCorte) -> Callable[[Entorno, str], Cierre]:
    def confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
        acto, revision = decidir_corte(entorno.datos.contexto, _peticion(entorno, accion))
        avisos = redactar_avisos(entorno.datos.contexto, acto, revision)
        siguientes = [(_("Ver el corte"), f"{APARTE}k:v:{acto.corte}:0")]
        if accion is AccionDeCorte.CERRAR and revision.siguiente and not revision.abiertos:
            siguientes.append((_("Abrir el siguiente"), f"{APARTE}k:abrir:{revision.siguiente.corte}"))
        return Cierre(acuse(acto, revision, avisos), tuple(siguientes), avisos.envios)

    return confirmar


def _motivo(accion: AccionDeCorte) -> Paso:
    return Paso(
        "motivo",
        campo_texto(MAXIMO_MOTIVO),
        _l("Motivo"),
        _l("¿Por qué? Queda en la traza y se les dice a los responsables.")
        if lleva_fecha(accion)
        else _l("¿Por qué? Queda en la traza."),
        _l("Ejemplo: La Secretaría de Hacienda entregó la ejecución el 8 de octubre."),
        opcional=not lleva_fecha(accion),
    )


def _pasos(accion: AccionDeCorte) -> tuple[Paso, ...]:
    cual = Paso(
        "corte",
        CampoOpcion(_posibles(accion), numeradas=False),
        _l("Corte"),
        _PREGUNTAS[accion],
        _l("Toque uno, o escríbalo: 2026-T3 o «tercer trimestre»."),
        valida=_validar_corte(accion),
    )
    if not lleva_fecha(accion):
        return (cual, _motivo(accion))
    hasta = Paso(
        "hasta",
        campo_fecha(_limites(accion)),
        _l("Hasta"),
        _l("¿Hasta qué día, incluido, recibirá reportes?"),
        _l("Toque un día, o escríbalo: 15 de octubre o 15/10/2026."),
        valida=_validar_fecha(accion),
        detalle=_como_esta,
    )
    return (cual, hasta, _motivo(accion))


def _dialogo(accion: AccionDeCorte) -> Dialogo:
    titulo, en_curso = _TITULOS[accion]
    return Dialogo(
        nombre=nombre_del_dialogo(accion),
        esquema=1,
        titulo=titulo,
        en_curso=en_curso,
        permiso=Permiso.GESTIONAR_CORTES,
        pasos=_pasos(accion),
        resumen=_resumen(accion),
        confirmar=_confirmar(accion),
    )


CORTES = tuple(_dialogo(accion) for accion in AccionDeCorte)
