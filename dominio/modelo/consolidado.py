"""El consolidado: todo lo que lleva el libro que planeación entrega."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dominio.modelo.alerta import Alerta
from dominio.modelo.auditoria import CabezaDeCadena
from dominio.modelo.banda import Banda
from dominio.modelo.coherencia import ReglaRelajada
from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import Saldos
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon
from dominio.modelo.reporte import Avance, Ejecucion
from dominio.modelo.resultado import EstadoDeMeta
from dominio.modelo.revision import Revision
from dominio.valores.fechas import Corte, Vigencia, fecha_bogota
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class EstadoActividad:
    """Una actividad frente a lo que debía ir en la fecha del corte."""

    renglon: Renglon
    esperado: Porcentaje
    banda: Banda


@dataclass(frozen=True, slots=True)
class Razones:
    """Las cuatro razones financieras, en puntos; ``None`` = «no aplica» (sin apropiación)."""

    cdp_definitiva: Porcentaje | None
    compromisos_definitiva: Porcentaje | None
    obligaciones_definitiva: Porcentaje | None
    pagos_obligaciones: Porcentaje | None


@dataclass(frozen=True, slots=True)
class Estado:
    """Cómo va un ámbito (entidad, dependencia, programa, proyecto, meta o actividad).

    Attributes:
        ambito: «entidad», «dependencia», «programa», «proyecto», «meta», «actividad».
        avance: media de metas (o Σ ponderada, según el ámbito); ``None`` = nada que medir.
        esperado: lo que debía ir a la fecha, agregado igual que el avance.
        metas: sobre cuántas metas es la media.
        bandas: nombre de la banda → cuántas actividades.
    """

    ambito: str
    codigo: str | None
    nombre: str
    avance: Porcentaje | None
    esperado: Porcentaje | None
    banda: Banda | None
    metas: int
    actividades: int
    sin_reporte: int
    sin_revisar: int
    vencidas: int
    bandas: tuple[tuple[Banda, int], ...]
    saldos: Saldos
    razones: Razones


@dataclass(frozen=True, slots=True)
class SaldosDeFuente:
    """Los saldos de una fuente de financiación en todo el ámbito, en pesos.

    Attributes:
        codigo, nombre: como están en el plan; los dos vacíos = registros que no dicen su fuente.
    """

    codigo: str | None
    nombre: str | None
    saldos: Saldos


@dataclass(frozen=True, slots=True)
class Control:
    """Hoja Control: de dónde sale el libro y cómo comprobarlo."""

    pedido_por: str
    generado_en: datetime
    version_programa: str
    cabeza: CabezaDeCadena | None


@dataclass(frozen=True, slots=True)
class Consolidado:
    """Lo que se escribe en el libro de ocho hojas, ya calculado y ordenado.

    Attributes:
        general: estado de la entidad (o de la dependencia pedida).
        dependencias: estado por dependencia, en el orden del plan.
        actividades: estado por actividad, en el orden del plan.
        registros: en el orden del plan; solo los que cuelgan de una actividad.
        metas: cada meta con el estado de sus actividades.
        alertas: primero lo más grave y lo más viejo; las de hoy, solo si el corte sigue abierto.
        situacion: si el corte está abierto o cerrado; ``None`` si no es uno de los de la entidad.
        omisiones: cuánto debía reportarse en el corte y no se había reportado al cerrar.
        resultados: identificador de meta → su resultado al corte; nunca sale de sus actividades.
        revisiones: folio → quién lo aprobó o devolvió, cuándo y con qué observación.
        fuentes: los saldos de ``general`` repartidos por fuente, en el orden del plan.
        origen: identificador de actividad → lo que su libro traía de más.
        version: rótulo de la versión del plan que se exporta («Versión 2, al 30/06/2026»);
            ``None`` = el plan como está hoy.
        visto_en: instante (UTC) al que está el plan; ``None`` = cuando se generó.
        reglas_apagadas: reglas de coherencia que la entidad apagó o rebajó.
    """

    entidad: Entidad
    vigencia: Vigencia
    corte: Corte
    dependencia: str | None
    general: Estado
    dependencias: tuple[Estado, ...]
    actividades: tuple[EstadoActividad, ...]
    registros: tuple[Registro, ...]
    metas: tuple[tuple[Meta, Estado], ...]
    avances: tuple[Avance, ...]
    ejecuciones: tuple[Ejecucion, ...]
    alertas: tuple[Alerta, ...]
    coherencia: tuple[Hallazgo, ...]
    bandas: tuple[Banda, ...]
    control: Control
    situacion: SituacionDeCorte | None = None
    omisiones: int = 0
    resultados: Mapping[int, EstadoDeMeta] = field(default_factory=dict)
    revisiones: Mapping[str, Revision] = field(default_factory=dict)
    fuentes: tuple[SaldosDeFuente, ...] = ()
    origen: Mapping[IdActividad, ComoVino] = field(default_factory=dict)
    version: str | None = None
    visto_en: datetime | None = None
    reglas_apagadas: tuple[ReglaRelajada, ...] = ()

    @property
    def dia(self) -> date:
        """El día de Bogotá al que está el plan: de él salen los plazos y lo que debía ir."""
        return fecha_bogota(self.visto_en or self.control.generado_en)
