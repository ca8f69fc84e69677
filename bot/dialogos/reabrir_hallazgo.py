"""Abrir otra vez un hallazgo aceptado, confirmándolo."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogos.campos import CampoOpcion
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import coherencia as textos
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.ajustar_coherencia import CualHallazgo, retirar_aceptacion
from dominio.casos.coherencia import informe_de_coherencia
from dominio.casos.reportar import vigencia_actual
from dominio.errores.coherencia import HallazgoNoEncontrado
from dominio.modelo.hallazgo import Hallazgo
from dominio.reglas.permisos import Permiso

_HUELLA, _MAXIMOS = 16, 200


def _aceptados(entorno: Entorno) -> Sequence[Hallazgo]:
    contexto = entorno.datos.contexto
    informe = entorno.datos.recordar(
        "coherencia", lambda: informe_de_coherencia(contexto, vigencia_actual(contexto))
    )
    return [hallazgo for hallazgo in informe.hallazgos if not hallazgo.abierto]


def _elecciones(entorno: Entorno) -> Sequence[Eleccion]:
    return [
        Eleccion(h.huella[:_HUELLA], f"{h.regla} {recortar(h.objeto, 40)}", (h.objeto,))
        for h in _aceptados(entorno)[:_MAXIMOS]
    ]


def _elegido(entorno: Entorno, clave: str) -> Hallazgo:
    hallado = next(
        (h for h in _aceptados(entorno) if len(clave) == _HUELLA and h.huella.startswith(clave)), None
    )
    if hallado is None:
        raise HallazgoNoEncontrado("hallazgo")
    return hallado


def _rotulo(entorno: Entorno, clave: str) -> str:
    hallazgo = _elegido(entorno, clave)
    return f"{hallazgo.regla} {recortar(hallazgo.objeto, 60)}"


def _resumen(entorno: Entorno) -> Sequence[Html]:
    hallazgo = _elegido(entorno, entorno.respuestas["hallazgo"])
    razon = "" if hallazgo.aceptacion is None else hallazgo.aceptacion.razon
    return [
        armar("%(mensaje)s", mensaje=hallazgo.mensaje),
        armar(_("Se había aceptado por: %(razon)s"), razon=razon),
        Html(_("Al confirmar queda abierto y vuelve a contar; la razón se conserva en la traza.")),
    ]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto = entorno.datos.contexto
    cual = CualHallazgo(huella=entorno.respuestas["hallazgo"])
    hallazgos = retirar_aceptacion(contexto, vigencia_actual(contexto), cual)
    dichos = [textos.en_lista(numero, hallazgo) for numero, hallazgo in enumerate(hallazgos[:5], start=1)]
    acuse = unir([Html(_("Abierto otra vez:")), *dichos])
    return Cierre(acuse, ((_("Ver la coherencia"), f"{APARTE}z:i"),))


REABRIR_HALLAZGO = Dialogo(
    nombre="reabrir_hallazgo",
    esquema=1,
    titulo=_l("Abrir otra vez un hallazgo"),
    en_curso=_l("la reapertura de un hallazgo"),
    permiso=Permiso.AJUSTAR_COHERENCIA,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "hallazgo",
            CampoOpcion(_elecciones, _rotulo, numeradas=False),
            _l("Hallazgo"),
            _l("¿Cuál de los aceptados se abre otra vez?"),
            _l("Toque uno, o escriba el código de la actividad, meta o proyecto."),
        ),
    ),
)
