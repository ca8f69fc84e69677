"""Aprobar varios reportes de una vez: cuáles son, y Confirmar."""

from __future__ import annotations

from collections.abc import Sequence

from bot.motor.botones import APARTE
from bot.motor.campos import Campo, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import avisos_revision as avisos
from bot.textos.idioma import _, _l, ngettext
from bot.textos.marcado import Html, armar, unir
from dominio.casos.revisar import aprobar_varios, cola
from dominio.entender.numeros import Leido, Valor
from dominio.errores import EntradaInvalida
from dominio.modelo.revision import Revisable
from dominio.reglas.permisos import Permiso
from dominio.reglas.revision import folios_en


class CampoFolios(Campo[tuple[str, ...]]):
    """Uno o varios folios; se guardan separados por espacio."""

    def leer(self, crudo: str, entorno: Entorno) -> Leido[tuple[str, ...]]:
        """Los que nombra el texto."""
        folios = folios_en(crudo)
        if not folios:
            raise EntradaInvalida("nada_por_revisar")
        return Valor(folios)

    def guardar(self, valor: tuple[str, ...]) -> str:
        """Los folios, en su orden."""
        return " ".join(valor)

    def recuperar(self, guardado: str) -> tuple[str, ...]:
        """Los mismos."""
        return tuple(guardado.split())

    def mostrar(self, valor: tuple[str, ...], entorno: Entorno) -> str:
        """«AV-2026-000123, AV-2026-000124»."""
        return ", ".join(valor)


_FOLIOS = CampoFolios()


def _elegidos(entorno: Entorno) -> tuple[Revisable, ...]:
    """Los pedidos que están hoy en la cola de quien pide."""
    contexto, guardado = entorno.datos.contexto, entorno.respuestas.get("reportes")
    if not guardado:
        return ()
    todos = entorno.datos.recordar("cola", lambda: cola(contexto)).reportes
    pedidos = set(_FOLIOS.recuperar(guardado))
    return tuple(reporte for reporte in todos if reporte.folio in pedidos)


def _validar(entorno: Entorno) -> None:
    if not _elegidos(entorno):
        raise EntradaInvalida("nada_por_revisar", "reportes")


def _resumen(entorno: Entorno) -> Sequence[Html]:
    elegidos = _elegidos(entorno)
    frase = ngettext("Va a aprobar %(n)s reporte:", "Va a aprobar %(n)s reportes:", len(elegidos))
    return [armar(frase, n=len(elegidos)), avisos.lista(elegidos), _los_que_no(entorno, len(elegidos))]


def _los_que_no(entorno: Entorno, cuantos: int) -> Html:
    """Lo pedido que no está en la cola se dice antes de guardar."""
    sobran = len(_FOLIOS.recuperar(entorno.respuestas["reportes"])) - cuantos
    if sobran <= 0:
        return Html("")
    frase = ngettext(
        "%(n)s de los que pidió no espera su decisión y no se toca.",
        "%(n)s de los que pidió no esperan su decisión y no se tocan.",
        sobran,
    )
    return armar(frase, n=sobran)


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    lote = aprobar_varios(entorno.datos.contexto, _FOLIOS.recuperar(entorno.respuestas["reportes"]))
    volver = (_("Volver a la cola"), f"{APARTE}o:revisar")
    return Cierre(unir([avisos.acuse_de_lote(lote)]), (volver,))


APROBACION = Dialogo(
    nombre="aprobacion",
    esquema=1,
    titulo=_l("Aprobar varios reportes"),
    en_curso=_l("una aprobación de varios reportes"),
    permiso=Permiso.REVISAR,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "reportes",
            _FOLIOS,
            _l("Reportes"),
            _l("¿Cuáles reportes aprueba?"),
            _l("Escriba sus folios: AV-2026-000123, EJ-2026-000045."),
            valida=_validar,
        ),
    ),
)
