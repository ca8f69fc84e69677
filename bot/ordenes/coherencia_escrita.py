"""Lo que se escribe después de /coherencia: qué se quiere ver, aceptar o ajustar."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dominio.casos.coherencia import informe_de_coherencia
from dominio.casos.contexto import Contexto
from dominio.casos.directorio import Directorio
from dominio.casos.reportar import vigencia_actual
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.errores.coherencia import HallazgoNoEncontrado
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdDependencia
from dominio.reglas.coherencia.fichas import ficha_de
from dominio.reglas.permisos import Permiso, puede

_LARGO = 200
_REGLA = re.compile(r"[rv]\d{1,2}", re.ASCII)
_SEVERIDADES = {
    **dict.fromkeys(("error", "errores"), Severidad.ERROR.value),
    **dict.fromkeys(("advertencia", "advertencias"), Severidad.ADVERTENCIA.value),
    **dict.fromkeys(("informativo", "informativos"), Severidad.INFORMATIVO.value),
    **dict.fromkeys(("aceptado", "aceptados"), "aceptados"),
}
_SIN_MAS = {
    "apagar": "apagar",
    **dict.fromkeys(("prender", "encender"), "prender"),
    "restablecer": "restablecer",
}
_CODIGO = re.compile(r"(?=\S*[^\W\d_])(?=\S*\d)\S+")
_SOBRAN = frozenset({"de", "del", "la", "el", "los", "las", "regla", "reglas", "en", "a", "plan", "todo"})
_HUELLA = 16


@dataclass(frozen=True, slots=True)
class Pedida:
    """Lo entendido; sin nada, el resumen.

    Attributes:
        dialogo: el que se abre con esas respuestas.
        severidad: una, o «aceptados».
        reglas: la lista de reglas.
    """

    dialogo: str | None = None
    respuestas: dict[str, str] = field(default_factory=dict)
    regla: str | None = None
    dependencia: IdDependencia | None = None
    severidad: str | None = None
    objeto: str | None = None
    reglas: bool = False


def leer_pedido(contexto: Contexto, argumento: str) -> Pedida:
    """«aceptar R12 A-012; la aprobó el Consejo», «apagar R23», «R12», «salud» o «A-012».

    Raises:
        EntradaInvalida: no se sabe qué se pide.
        ReglaDesconocida: nombra una regla que no existe.
        HallazgoNoEncontrado: no hay hoy un hallazgo así.
    """
    dicho, _punto, despues = argumento[: _LARGO * 4].partition(";")
    palabras = dicho[:_LARGO].split()
    primera = normalizar(palabras[0]) if palabras else ""
    resto = palabras[1:]
    if not palabras:
        return Pedida()
    if primera in ("aceptar", "acepta", "acepte"):
        return _aceptar(contexto, resto, despues.strip())
    if primera in ("reabrir", "abrir") and resto:
        return Pedida("reabrir_hallazgo", _cual(contexto, resto, abierto=False))
    if primera in _SIN_MAS and resto:
        return _ajuste(resto[0], _SIN_MAS[primera], razon=despues.strip())
    if primera == "severidad" and len(resto) > 1:
        return _ajuste(resto[0], _SEVERIDADES.get(normalizar(resto[1]), resto[1]), razon=despues.strip())
    if primera == "umbral" and resto:
        return _ajuste(resto[0], "umbral", " ".join(resto[1:]), despues.strip())
    return _que_ver(contexto, dicho[:_LARGO])


def _que_ver(contexto: Contexto, dicho: str) -> Pedida:
    plano = normalizar(dicho)
    if plano in ("regla", "reglas"):
        return Pedida(reglas=True)
    palabras = [palabra for palabra in plano.split() if palabra not in _SOBRAN]
    if not palabras:
        return Pedida()
    if len(palabras) == 1 and _REGLA.fullmatch(palabras[0]):
        return Pedida(regla=ficha_de(palabras[0]).codigo)
    if len(palabras) == 1 and palabras[0] in _SEVERIDADES:
        return Pedida(severidad=_SEVERIDADES[palabras[0]])
    objeto = _objeto(contexto, dicho)
    if objeto is not None:
        return Pedida(objeto=objeto)
    try:
        elegida = Directorio.pedida(contexto, " ".join(palabras))
    except NoEncontrado as causa:
        ajusta = puede(contexto.actor, Permiso.AJUSTAR_COHERENCIA)
        pista = "coherencia_desconocida" if ajusta else "coherencia_desconocida_de_lo_suyo"
        raise EntradaInvalida(pista, escrito=limpiar(dicho, 60)) from causa
    return Pedida(dependencia=None if elegida is None else elegida.id)


def _objeto(contexto: Contexto, dicho: str) -> str | None:
    """El objeto de algún hallazgo, o del plan, que se llama así; ``None`` si no parece un código.

    Raises:
        EntradaInvalida: es de otra dependencia y quien pide solo ve la suya, o no está en el plan.
    """
    buscado = dicho.strip().casefold()
    informe = informe_de_coherencia(contexto, vigencia_actual(contexto))
    hallado = next((h.objeto for h in informe.hallazgos if h.objeto.casefold() == buscado), None)
    if hallado is not None:
        return hallado
    duenas, escrito = informe.de_quien.get(buscado), limpiar(dicho, 60).upper()
    if duenas is not None:
        if informe.dependencia is not None and informe.dependencia not in duenas:
            raise EntradaInvalida("objeto_ajeno", escrito=escrito, dependencia=", ".join(sorted(duenas)))
        return escrito
    if _CODIGO.fullmatch(buscado):
        raise EntradaInvalida("objeto_desconocido", escrito=escrito)
    return None


def _aceptar(contexto: Contexto, resto: list[str], razon: str) -> Pedida:
    respuestas = {"razon": razon} if razon else {}
    if not resto:
        return Pedida("aceptar_hallazgo", respuestas)
    return Pedida("aceptar_hallazgo", respuestas | _cual(contexto, resto, abierto=True))


def _cual(contexto: Contexto, resto: list[str], *, abierto: bool) -> dict[str, str]:
    """El hallazgo de esa regla y ese objeto; nada si son varios: se pregunta cuál."""
    regla, objeto = ficha_de(resto[0]).codigo, " ".join(resto[1:]).casefold()
    hallazgos = [
        h
        for h in informe_de_coherencia(contexto, vigencia_actual(contexto)).hallazgos
        if h.abierto is abierto and h.regla == regla and (not objeto or h.objeto.casefold() == objeto)
    ]
    if not hallazgos:
        raise HallazgoNoEncontrado("hallazgo", regla=regla, objeto=objeto)
    return {"hallazgo": hallazgos[0].huella[:_HUELLA]} if len(hallazgos) == 1 else {}


def _ajuste(regla: str, cambio: str, umbral: str = "", razon: str = "") -> Pedida:
    respuestas = {"regla": ficha_de(regla).codigo, "cambio": cambio}
    if razon:
        respuestas["razon"] = razon
    if umbral:
        respuestas["umbral"] = umbral.replace(",", ".")
    return Pedida("ajuste_de_regla", respuestas)
