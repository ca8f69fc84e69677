"""R22, R24 y R25: el avance frente al gasto de la actividad."""

from __future__ import annotations

import re

from dominio.modelo.financiero import Saldos
from dominio.modelo.hallazgo import Hallazgo
from dominio.reglas.cifras import en_puntos
from dominio.reglas.verosimilitud.reportado import CasoDeAvance
from dominio.valores.dinero import CERO as SIN_PESOS
from dominio.valores.porcentaje import CERO, Porcentaje

GASTO_QUE_SE_EXPLICA = Porcentaje.de(30)
_SIN_COSTO = re.compile(r"gesti[oó]n|donaci[oó]n|donad|cofinanci|sin\s+costo", re.IGNORECASE)
_ETAPA = re.compile(
    r"contrat|licitaci|convocatoria|adjudic|estudios\s+previos|pliego|suspend|suspensi|liquidaci|desierto"
    r"|acta\s+de\s+inicio|interventor",
    re.IGNORECASE,
)


def obligado(saldos: Saldos) -> Porcentaje | None:
    """Qué parte de la apropiación definitiva está obligada, en puntos; sin apropiación, no aplica.

    Fuente: docs/reglas.md §5 (obligaciones / definitiva).
    """
    if saldos.definitiva == SIN_PESOS:
        return None
    return Porcentaje.de_razon_acotada(saldos.obligaciones, saldos.definitiva)


def nombra_la_etapa(texto: str) -> bool:
    """Si lo escrito habla de la etapa contractual: estudios, contratación, suspensión, liquidación.

    Fuente: alerta 2 de la auditoría de reportes del Valle del Cauca; explicaciones del Cuadro 1S de Cali.
    """
    return _ETAPA.search(texto) is not None


def dice_que_fue_sin_costo(texto: str) -> bool:
    """Si lo escrito explica el avance por gestión, donación, cofinanciación o sin costo.

    Fuente: S7 y S8 de EVAPLAN; observación de devolución de la Gobernación del Valle del Cauca.
    """
    return _SIN_COSTO.search(texto) is not None


def gasto_sin_avance(caso: CasoDeAvance) -> Hallazgo | None:
    """R22: con obligaciones y cantidad programada, un avance en 0 se explica.

    Pasa a informativo con cualquier observación. Si lo obligado pasa del 30 % lo dice R25, que pide más.

    Fuente: P5 de EVAPLAN.
    """
    renglon, saldos = caso.renglon, caso.renglon.saldos
    if caso.reportado.porcentaje > CERO or saldos.obligaciones == SIN_PESOS:
        return None
    if not renglon.cantidad_programada or _pasa_del_limite(saldos):
        return None
    return caso.hallar(
        "R22",
        caso.aclarable(explicado=bool(caso.reportado.narrado.strip())),
        f"{renglon.codigo} tiene obligaciones y avance 0: diga en qué etapa contractual va.",
    )


def mucho_gasto_sin_avance(caso: CasoDeAvance) -> Hallazgo | None:
    """R25: con más del 30 % obligado, un avance en 0 dice en qué etapa contractual va.

    Fuente: alerta 2 de la auditoría de reportes del Valle del Cauca.
    """
    porcentaje = obligado(caso.renglon.saldos)
    if caso.reportado.porcentaje > CERO or porcentaje is None or not _pasa_del_limite(caso.renglon.saldos):
        return None
    return caso.hallar(
        "R25",
        caso.aclarable(explicado=nombra_la_etapa(caso.reportado.narrado)),
        f"{caso.renglon.codigo} tiene obligado el {en_puntos(porcentaje)} y avance 0: diga en qué etapa "
        "contractual va.",
    )


def avance_sin_gasto(caso: CasoDeAvance) -> Hallazgo | None:
    """R24: con apropiación y sin obligaciones, un avance mayor que 0 dice cómo se hizo.

    Mientras la entidad no lleve ejecución no se evalúa: sería culpar a todas.

    Fuente: S7 y S8 de EVAPLAN; observación de devolución de la Gobernación del Valle del Cauca.
    """
    saldos, porcentaje = caso.renglon.saldos, caso.reportado.porcentaje
    hay_con_que = saldos.definitiva > SIN_PESOS and saldos.obligaciones == SIN_PESOS
    if not caso.alrededor.con_ejecucion or porcentaje == CERO or not hay_con_que:
        return None
    return caso.hallar(
        "R24",
        caso.aclarable(explicado=dice_que_fue_sin_costo(caso.reportado.narrado)),
        f"{caso.renglon.codigo} va en {en_puntos(porcentaje)} y no tiene obligaciones: aclare si fue por "
        "gestión, donación, cofinanciación o sin costo.",
    )


def _pasa_del_limite(saldos: Saldos) -> bool:
    porcentaje = obligado(saldos)
    return porcentaje is not None and porcentaje > GASTO_QUE_SE_EXPLICA
