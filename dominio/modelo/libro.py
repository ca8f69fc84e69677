"""Lo que se lee de un libro y lo que se escribe en él, sin saber de hojas de cálculo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.importacion import Emparejada
from dominio.modelo.lectura import CodigoDudoso, FilasFuera, LecturaDeHoja, ValorDudoso
from dominio.modelo.plan import TipoAcumulacion, TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje


class TipoLibro(StrEnum):
    """Instrumento que trae una hoja."""

    PLAN = "plan"
    INDICATIVO = "indicativo"
    POAI = "poai"
    PAC = "pac"
    EJECUCION = "ejecucion"


@dataclass(frozen=True, slots=True)
class ErrorDeLibro:
    """Algo que no se pudo leer o enlazar, con su sitio exacto.

    Attributes:
        celda: referencia A1 («T14»); vacía si es de la hoja o del archivo entero.
        codigo: causa estable («fecha_imposible», «actividad_repetida»).
        mensaje: una frase que dice qué pasa y cómo arreglarlo.
    """

    hoja: str
    celda: str
    codigo: str
    mensaje: str


@dataclass(frozen=True, slots=True)
class FilaPlan:
    """Renglón de la hoja «Plan de acción»: actividad × fuente.

    Attributes:
        producto_codigo, producto: producto MGA, si el libro lo trae aparte de la meta.
        niveles: jerarquía de la entidad, de arriba abajo: (rótulo, código, nombre).
        sin_fechas: al libro le falta una fecha o las dos; la que falta es la de la vigencia.
        sin_codigo: el libro no trae código de actividad; ``actividad_codigo`` es uno asignado.
    """

    hoja: str
    fila: int
    dependencia_codigo: str | None
    dependencia: str
    responsable: str
    cargo: str | None
    tipo_meta: TipoMeta
    programa_codigo: str | None
    programa: str | None
    meta_codigo: str
    meta: str | None
    indicador: str | None
    unidad: str | None
    linea_base: Decimal | None
    meta_vigencia: Decimal | None
    bpin: str | None
    proyecto: str | None
    objetivo: str | None
    actividad_codigo: str
    actividad: str
    ponderacion: Porcentaje | None
    cantidad_programada: Decimal | None
    inicio: date
    fin: date
    avance: Porcentaje | None
    fuente_codigo: str | None
    fuente: str | None
    monto: Pesos | None
    contratacion: bool | None
    producto_codigo: str | None = None
    producto: str | None = None
    niveles: tuple[tuple[str, str | None, str | None], ...] = ()
    sin_fechas: bool = False
    sin_codigo: bool = False


@dataclass(frozen=True, slots=True)
class FilaIndicativo:
    """Renglón de «Plan indicativo»: una meta.

    Attributes:
        programacion: año → programado; ``None`` = NP.
        logros: año ya cerrado → lo logrado, si el libro lo trae en lugar de lo programado.
    """

    hoja: str
    fila: int
    meta_codigo: str
    meta: str | None
    programa: str | None
    indicador: str | None
    unidad: str | None
    linea_base: Decimal | None
    acumulacion: TipoAcumulacion | None
    meta_cuatrienio: Decimal | None
    programacion: tuple[tuple[int, Decimal | None], ...]
    coordinadora: str | None
    logros: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class FilaPOAI:
    """Renglón del POAI: proyecto × meta × fuente con su apropiación en pesos."""

    hoja: str
    fila: int
    bpin: str
    proyecto: str | None
    meta_codigo: str | None
    dependencia: str | None
    fuente_codigo: str | None
    fuente: str | None
    apropiacion: Pesos


@dataclass(frozen=True, slots=True)
class FilaPAC:
    """Renglón del PAC: doce meses en pesos, de enero a diciembre."""

    hoja: str
    fila: int
    bpin: str
    fuente_codigo: str | None
    fuente: str | None
    meses: tuple[Pesos, ...]


@dataclass(frozen=True, slots=True)
class FilaEjecucion:
    """Renglón de «Ejecución»: acumulados a la fecha de corte, en pesos; ``None`` = celda vacía."""

    hoja: str
    fila: int
    bpin: str | None
    actividad_codigo: str | None
    fuente_codigo: str | None
    inicial: Pesos | None
    adiciones: Pesos | None
    reducciones: Pesos | None
    creditos: Pesos | None
    contracreditos: Pesos | None
    definitiva: Pesos | None
    cdp: Pesos | None
    compromisos: Pesos | None
    obligaciones: Pesos | None
    pagos: Pesos | None
    fecha_corte: date | None
    proyecto: str | None = None
    actividad: str | None = None
    fuente: str | None = None
    dependencia: str | None = None


@dataclass(frozen=True, slots=True)
class Procedencia:
    """De qué entidad (código DIVIPOLA) y de qué vigencia (año) es un plan; ``None`` = no se sabe."""

    entidad: str | None
    vigencia: int | None


@dataclass(frozen=True, slots=True)
class LibroLeido:
    """Todo lo que un libro trae, con sus errores. Con errores no se guarda nada.

    Attributes:
        posiciones: (hoja, dato) → letra de columna, para señalar celdas en errores de enlace.
        avisos: columnas de más, hojas que no se reconocieron: se dicen, no estorban.
        filas_leidas: hoja → renglones con datos.
        procedencia: lo que dice su hoja «Control», si es un consolidado nuestro.
        perfil: nombre del perfil con que se leyó («auto» si no se ha guardado); ``None`` = formato propio.
        lecturas: la cuenta de cada hoja, si se leyó con perfil.
        dudosos: valores que no se pudieron leer y quedaron vacíos, si se leyó con perfil.
        codigos: códigos con forma o valor dudoso.
        alcance: dependencias que trae, si lo de las demás queda como está; ``None`` = es el plan entero.
    """

    plan: tuple[FilaPlan, ...] = ()
    indicativo: tuple[FilaIndicativo, ...] = ()
    poai: tuple[FilaPOAI, ...] = ()
    pac: tuple[FilaPAC, ...] = ()
    ejecucion: tuple[FilaEjecucion, ...] = ()
    errores: tuple[ErrorDeLibro, ...] = ()
    avisos: tuple[str, ...] = ()
    posiciones: dict[tuple[str, str], str] = field(default_factory=dict)
    filas_leidas: dict[str, int] = field(default_factory=dict)
    procedencia: Procedencia | None = None
    perfil: str | None = None
    lecturas: tuple[LecturaDeHoja, ...] = ()
    dudosos: tuple[ValorDudoso, ...] = ()
    codigos: tuple[CodigoDudoso, ...] = ()
    alcance: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Cambio:
    """Una diferencia entre lo guardado y lo que trae el libro."""

    clase: str  # «actividad», «registro», «meta», «proyecto», «dependencia»
    objeto: str
    tipo: str  # «nuevo», «cambia», «ya no está»
    campo: str | None = None
    antes: str | None = None
    despues: str | None = None


@dataclass(frozen=True, slots=True)
class ContenidoDeInstrumento:
    """Cuántos renglones (metas, en el indicativo) trae el libro de un instrumento, y cuántos pesos."""

    tipo: TipoLibro
    renglones: int
    total: Pesos | None = None


@dataclass(frozen=True, slots=True)
class ResumenImportacion:
    """Qué trae el libro y qué cambiaría: se muestra antes de confirmar.

    Attributes:
        total: suma de la columna Monto, en pesos.
        avances_nuevos: reportes de origen importación que se guardarían.
        avances_conservados: avances guardados más nuevos que el libro no pisa (código, guardado, libro).
        incoherencias: las que quedarían al guardar el plan del libro; no lo impiden.
        guardadas: actividades que hay guardadas en la vigencia.
        retiradas_con_reportes: cuántas de las que ya no estarían tienen reportes de avance.
        dice_ser: de dónde dice ser el libro, si no es de la entidad y vigencia de destino.
        sin_cambios: el libro es igual a lo guardado.
        perfil: nombre del perfil con que se leyó; ``None`` = formato propio.
        lecturas: la cuenta de cada hoja, si se leyó con perfil.
        dudosos: valores que no se pudieron leer y quedan vacíos.
        codigos: códigos dudosos que siguen como vinieron.
        fuera: renglones leídos que no se guardan, con su motivo y lo que suman.
        parecidas: actividades sin código reconocidas en una guardada de nombre parecido.
        quedan: (dependencia, actividades) que el libro no trae y que siguen como están.
        exige_acto: el plan está aprobado y el libro cambia lo programado: es una modificación.
        otros: lo que trae del indicativo, el POAI, el PAC y la ejecución.
    """

    dependencias: int
    metas: int
    proyectos: int
    actividades: int
    registros: int
    total: Pesos
    cambios: tuple[Cambio, ...]
    avances_nuevos: int
    avances_conservados: tuple[tuple[str, Porcentaje, Porcentaje], ...]
    avisos: tuple[str, ...] = ()
    incoherencias: tuple[Hallazgo, ...] = ()
    guardadas: int = 0
    retiradas_con_reportes: int = 0
    dice_ser: Procedencia | None = None
    sin_cambios: bool = False
    perfil: str | None = None
    lecturas: tuple[LecturaDeHoja, ...] = ()
    dudosos: tuple[ValorDudoso, ...] = ()
    codigos: tuple[CodigoDudoso, ...] = ()
    fuera: tuple[FilasFuera, ...] = ()
    parecidas: tuple[Emparejada, ...] = ()
    quedan: tuple[tuple[str, int], ...] = ()
    exige_acto: bool = False
    otros: tuple[ContenidoDeInstrumento, ...] = ()

    @property
    def cierra_con_reportes(self) -> bool:
        """Si un libro con formato de la entidad retiraría actividades que tienen reportes."""
        return self.perfil is not None and self.retiradas_con_reportes > 0

    @property
    def retiradas(self) -> tuple[str, ...]:
        """Códigos de las actividades guardadas que ya no estarían, en el orden del plan."""
        return tuple(c.objeto for c in self.cambios if (c.clase, c.tipo) == ("actividad", "ya no está"))

    @property
    def retira_la_mayoria(self) -> bool:
        """Si se irían más de la mitad de las actividades guardadas."""
        return 2 * len(self.retiradas) > self.guardadas
