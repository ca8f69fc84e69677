"""Entender una frase: qué quiere la persona, de qué habla y qué valores da.

Es determinista y no toca nada: lo que devuelve sirve para preguntar o para llenar un resumen que la
persona confirma.
"""

from __future__ import annotations

from datetime import date

from dominio.entender.eleccion import SIN_OBJETO, elegir
from dominio.entender.gramatica.decision import decidir
from dominio.entender.gramatica.reportes import se_termino
from dominio.entender.indice import IndiceDeFrases
from dominio.entender.nombres import Parecidos
from dominio.entender.oracion import Oracion
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.objeto import Objeto
from dominio.valores.porcentaje import Porcentaje

_MOMENTOS = {
    "pagar": MomentoGasto.PAGO,
    "obligar": MomentoGasto.OBLIGACION,
    "comprometer": MomentoGasto.COMPROMISO,
    "cdp": MomentoGasto.CDP,
}
_CON_MOMENTO = frozenset({Intencion.REPORTAR_EJECUCION, Intencion.CONSULTAR_ESTADO, Intencion.CORREGIR})
_CON_AVANCE = frozenset({Intencion.REPORTAR_AVANCE, Intencion.CORREGIR})
_CON_MONTO = frozenset({Intencion.REPORTAR_EJECUCION, Intencion.CORREGIR})


def entender(
    frase: str,
    indice: IndiceDeFrases,
    propias: frozenset[int],
    hoy: date,
    *,
    parecidos: Parecidos | None = None,
    respondida: Objeto | None = None,
) -> Entendido:
    """Lo que se entiende de una frase; nunca falla: si no es del oficio, la intención es ``NADA``.

    Args:
        frase: como se escribió.
        indice: el plan que la persona puede ver.
        propias: actividades a su cargo: van primero al desempatar.
        hoy: desde cuándo se cuentan «mañana» y «el 15».
        parecidos: búsqueda por parecido, para un nombre que ninguna palabra alcanza a señalar.
        respondida: de qué hablaba el mensaje que contesta; vale si la frase no nombra otra cosa.
    """
    o = Oracion(frase, indice, hoy, parecidos)
    intencion = decidir(o, responde=respondida is not None)
    objetos = elegir(o, intencion, propias) or _el_respondido(o, intencion, respondida)
    avanza = intencion in _CON_AVANCE
    return Entendido(
        frase=frase,
        intencion=intencion,
        objetos=objetos,
        porcentaje=_porcentaje(o, intencion) if avanza else None,
        cantidad=o.declarado.cantidad if avanza else None,
        de=o.declarado.de if avanza else None,
        momento=_MOMENTOS.get(o.momento or "") if intencion in _CON_MOMENTO else None,
        monto=o.declarado.monto if intencion in _CON_MONTO else None,
        periodo=o.cuando.periodo,
        desde=o.cuando.desde,
        hasta=o.cuando.hasta,
        hora=o.cuando.hora,
        persona=o.persona if intencion is Intencion.AUSENCIA else None,
        perdida=(o.menciones.perdida or o.con_codigo) and not objetos and intencion not in SIN_OBJETO,
    )


def _el_respondido(o: Oracion, intencion: Intencion, respondida: Objeto | None) -> tuple[Objeto, ...]:
    """De lo que hablaba el mensaje contestado, si la frase no nombra otra cosa y la intención pide algo."""
    if respondida is None or o.menciones.perdida or intencion in SIN_OBJETO:
        return ()
    return (respondida,)


def _porcentaje(o: Oracion, intencion: Intencion) -> Porcentaje | None:
    if intencion is Intencion.REPORTAR_AVANCE and not o.declarado.hay_valor and se_termino(o):
        return Porcentaje.CIEN
    return o.declarado.porcentaje
