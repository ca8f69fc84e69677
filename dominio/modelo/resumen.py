"""Lo que dice un resumen: el de la semana, para jefaturas y planeación, y el diario del servicio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dominio.modelo.alerta import Alerta
from dominio.modelo.auditoria import CabezaDeCadena
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdActividad
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class Movimiento:
    """Cuántas actividades hay en una banda y cuántas había hace una semana (``None`` = no se sabe)."""

    banda: Banda
    ahora: int
    antes: int | None


@dataclass(frozen=True, slots=True)
class FilaDelResumen:
    """Una dependencia o una actividad, hoy y hace una semana.

    Attributes:
        bandas: cuántas actividades hay hoy en cada banda (una sola, si es una actividad).
        antes: lo mismo hace una semana; ``None`` si no se sabe.
        avance, avance_antes: solo si es una actividad, en puntos de 0 a 100.
        esperado: solo si es una actividad: lo que debía ir hoy.
    """

    nombre: str
    bandas: tuple[tuple[Banda, int], ...]
    antes: tuple[tuple[Banda, int], ...] | None
    avance: Porcentaje | None = None
    avance_antes: Porcentaje | None = None
    esperado: Porcentaje | None = None


@dataclass(frozen=True, slots=True)
class SinReportar:
    """Alguien que debe reportes en el corte, y cuántos; la dependencia es la de la primera que debe."""

    responsable: str
    dependencia: str
    cuantas: int


@dataclass(frozen=True, slots=True)
class ResumenSemanal:
    """Cómo amanece la semana en una dependencia o en toda la entidad.

    Attributes:
        dependencia: nombre; ``None`` = toda la entidad.
        dia: el de hoy en Bogotá.
        antes: con qué día se compara; ``None`` si entonces no había plan o no quedó cómo estaba.
        vencen: terminan entre hoy y el domingo y no están en 100 %; primero la más próxima.
        vencidas: primero la que lleva más tiempo.
        movimientos: las bandas en el orden del semáforo.
        subieron, bajaron: cuántas actividades cambiaron a una banda mejor o peor.
        por_revisar: reportes que esperan la decisión de planeación (de la dependencia, si es de una).
        por_firmar: los que esperan el visto bueno de una jefatura.
        mas_viejo: cuándo llegó el más viejo de los que esperan; instante UTC.
        no_entregables: a cuántas personas no les ha llegado algún recordatorio; ``None`` si no va.
        reclamos: cuántos «no es mía» esperan respuesta; ``None`` si no va.
        filas: lo que se dibuja, primero lo que va peor.
        legales: las fechas de ley que se acercan, o que pasaron hace poco sin cumplirse.
    """

    entidad: Entidad
    vigencia: Vigencia
    corte: Corte
    dependencia: str | None
    dia: date
    antes: date | None
    actividades: int
    vencen: tuple[EstadoActividad, ...]
    vencidas: tuple[EstadoActividad, ...]
    sin_reporte: tuple[SinReportar, ...]
    movimientos: tuple[Movimiento, ...]
    subieron: int
    bajaron: int
    por_revisar: int
    por_firmar: int
    mas_viejo: datetime | None
    no_entregables: int | None
    reclamos: int | None
    filas: tuple[FilaDelResumen, ...]
    legales: tuple[Alerta, ...] = ()


@dataclass(frozen=True, slots=True)
class Recordado:
    """Un recordatorio que va dentro de un resumen.

    Attributes:
        actividad_id, codigo, nombre: vacíos si no habla de una sola actividad.
        base: el día del que cuelga (la terminación, el cierre del corte, la fecha de la norma).
    """

    id: int
    tipo: TipoRecordatorio
    hito: str
    objeto: str
    base: date
    actividad_id: IdActividad | None = None
    codigo: str = ""
    nombre: str = ""


@dataclass(frozen=True, slots=True)
class Causa:
    """Un error y cuántas veces se repitió."""

    error: str
    cuantos: int


@dataclass(frozen=True, slots=True)
class CuentasDelServicio:
    """Lo que pasó en el servicio entre dos instantes: solo cuentas, sin datos de nadie.

    Attributes:
        recibidos: mensajes y toques de las personas de la entidad.
        enviados: clase de mensaje → cuántos salieron.
        fallidos, dudosos: los que Telegram no aceptó, y los que no se sabe si llegaron.
        causa: el error más repetido entre los dos; ``None`` si no hubo.
        sin_salir: los que vencieron o se cancelaron antes de salir.
        en_cola: los que esperan salir ahora.
        apartados: mensajes recibidos que no se pudieron atender, de toda la instalación.
        recordatorios: estado → cuántos llegaron a él; «programado» son los que esperan ahora.
        encargos_fallidos: trabajos largos que no se pudieron hacer.
        tamano_base: bytes de la base, de toda la instalación; ``None`` si no se sabe.
    """

    recibidos: int = 0
    enviados: Mapping[str, int] = field(default_factory=dict)
    fallidos: int = 0
    dudosos: int = 0
    causa: Causa | None = None
    sin_salir: int = 0
    en_cola: int = 0
    apartados: int = 0
    recordatorios: Mapping[EstadoRecordatorio, int] = field(default_factory=dict)
    encargos_fallidos: int = 0
    tamano_base: int | None = None


@dataclass(frozen=True, slots=True)
class MarcaDeResumen:
    """El resumen diario anterior: cuándo fue y en qué eslabón iba la traza; instante UTC."""

    en: datetime
    secuencia: int


@dataclass(frozen=True, slots=True)
class ResumenDiario:
    """Cómo va el servicio, para quien lo administra.

    Attributes:
        desde, hasta: instantes UTC.
        cabeza: último eslabón de la cadena de la entidad; ``None`` si no hay traza.
        eslabones: cuántos se agregaron desde el resumen anterior; ``None`` si es el primero.
    """

    entidad: Entidad
    desde: datetime
    hasta: datetime
    cuentas: CuentasDelServicio
    cabeza: CabezaDeCadena | None
    eslabones: int | None
