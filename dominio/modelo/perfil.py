"""Perfil de importación: cómo se lee un libro de una entidad con su propio formato.

Un perfil no lleva datos del plan: dice qué hojas se leen, en qué fila está el encabezado, qué columna
es cada dato, qué se divide, qué se hereda hacia abajo y qué filas no son renglones. Se guarda por
nombre y por la huella del encabezado, y vuelve a servir el trimestre siguiente.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dominio.modelo.libro import TipoLibro


class Tomar(StrEnum):
    """De varias columnas, cuál vale."""

    PRIMERA = "primera"  # la primera columna que exista
    ULTIMA_LLENA = "ultima_llena"  # la última con dato: los trimestres de un acumulado
    UNIR = "unir"  # todas, separadas por un espacio


class Parte(StrEnum):
    """Qué parte de una celda compuesta se toma («0101.\\nJuntos por la Seguridad», «1.2.1.0.00 - ICLD»)."""

    ENTERA = "entera"
    CODIGO = "codigo"  # lo que va antes del nombre
    NOMBRE = "nombre"  # lo que va después del código


class OrdenDeFecha(StrEnum):
    """Cómo se escriben las fechas de texto de una columna."""

    DMA = "dma"
    MDA = "mda"


class MotivoDeSalto(StrEnum):
    """Por qué una fila con datos no es un renglón."""

    VACIA_LA_LLAVE = "vacia_la_llave"  # no trae ninguna de las columnas que la identifican
    TOTAL = "total"  # dice «Total» o «Subtotal»
    SUBTOTAL = "subtotal"  # su código es el comienzo del de la fila siguiente
    ENCABEZADO_REPETIDO = "encabezado_repetido"
    TITULO = "titulo"  # fila de nivel de una jerarquía por «Clase»
    NOTA = "nota"  # notas y firmas debajo de la tabla
    FILTRO = "filtro"  # la deja fuera un filtro del perfil (otra vigencia, otra entidad)


@dataclass(frozen=True, slots=True)
class ColumnaDelLibro:
    """Una columna de la hoja, por su rótulo y no por su letra: otra hoja puede traer una de más.

    Attributes:
        rotulo: encabezado normalizado (sin tildes, mayúsculas ni saltos); vacío si no tiene.
        aparicion: cuál de las que llevan ese rótulo, desde 1.
        numero: columna (desde 1) donde estaba al proponer el perfil; manda solo si el rótulo no está.
    """

    rotulo: str
    aparicion: int = 1
    numero: int = 0


@dataclass(frozen=True, slots=True)
class CampoDePerfil:
    """De dónde sale un dato de un instrumento.

    Attributes:
        dato: campo de la fila del instrumento («actividad_codigo», «programado_2026», «mes_03»). En el
            indicativo, «estado_2025» es la columna que dice P o NP: NP deja ese año sin programar aunque
            su celda traiga un cero.
        columnas: de cuál o cuáles sale; ninguna = solo la constante.
        constante: lo que vale si ninguna columna trae dato («Producto», «2026-12-31»).
        en_fraccion: la columna trae fracciones de uno (0,45 es 45 %) sin formato de porcentaje.
        hereda: la celda combinada, o vacía, vale lo de arriba dentro de su grupo. El dinero nunca hereda.
        equivalencias: lo que dice la celda (normalizado) → lo que vale («m» → «Mantenimiento»). En una
            dependencia sin columna: lo que el título o la hoja dicen → la dependencia que es.
        escala: pesos que vale cada unidad escrita (1.000.000 si la columna está en millones).
    """

    tipo: TipoLibro
    dato: str
    columnas: tuple[ColumnaDelLibro, ...] = ()
    tomar: Tomar = Tomar.PRIMERA
    parte: Parte = Parte.ENTERA
    constante: str | None = None
    en_fraccion: bool = False
    orden_de_fecha: OrdenDeFecha = OrdenDeFecha.DMA
    hereda: bool = False
    equivalencias: tuple[tuple[str, str], ...] = ()
    escala: int = 1


@dataclass(frozen=True, slots=True)
class NivelDePerfil:
    """Un nivel de la jerarquía del plan de desarrollo, con el rótulo de la entidad («Propósito», «Reto»)."""

    rotulo: str
    codigo: ColumnaDelLibro | None
    nombre: ColumnaDelLibro | None
    parte: Parte = Parte.ENTERA


@dataclass(frozen=True, slots=True)
class DatosDeClase:
    """Qué datos del renglón salen de la fila de nivel que lo cubre (la última de esa clase, más arriba).

    Attributes:
        clase: valor de la columna de clase («P», «I», «Pr»).
        codigo, nombre: datos que toman las columnas ``codigo`` y ``nombre`` de esa fila («programa_codigo»,
            «programa»); vacío = ninguno.
        otros: (dato, columna) de más que se toman de esa misma fila («bpin», «meta_vigencia»…).
    """

    clase: str
    codigo: str = ""
    nombre: str = ""
    otros: tuple[tuple[str, ColumnaDelLibro], ...] = ()


@dataclass(frozen=True, slots=True)
class JerarquiaPorClase:
    """Una columna («Clase») dice de qué nivel es cada fila; solo algunas son renglones.

    Attributes:
        clase: la columna que lo dice.
        niveles: valor de la columna → rótulo del nivel, de arriba abajo.
        renglon: valores que sí son renglones del plan.
        codigo, nombre: columnas donde cada fila de nivel lleva su código y su nombre.
        datos: lo que las filas de nivel le dan a los renglones que tienen debajo.
    """

    clase: ColumnaDelLibro
    niveles: tuple[tuple[str, str], ...]
    renglon: tuple[str, ...]
    codigo: ColumnaDelLibro | None
    nombre: ColumnaDelLibro | None
    datos: tuple[DatosDeClase, ...] = ()


@dataclass(frozen=True, slots=True)
class FiltroDePerfil:
    """Solo son renglones las filas cuya columna trae uno de estos valores (normalizados)."""

    columna: ColumnaDelLibro
    valores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HojaDePerfil:
    """Cómo se lee una hoja, o todas las que tengan ese mismo encabezado.

    Attributes:
        nombre: de la hoja; vacío = toda hoja visible con este encabezado (una por dependencia).
        excluidas: (nombre de hoja, por qué no se lee).
        fila_encabezado: donde estaba al proponer el perfil; se busca de nuevo si no está ahí.
        alto_encabezado: cuántas filas ocupa.
        llaves: datos de los que una fila debe traer alguno para ser renglón.
        dependencia_es_la_hoja: el nombre de la hoja es la dependencia.
        agrupar: datos que identifican un renglón de ejecución; los repetidos se suman.
        subtotales: columna de código cuyas filas padre son subtotales de las de abajo.
    """

    nombre: str
    campos: tuple[CampoDePerfil, ...]
    fila_encabezado: int
    alto_encabezado: int = 1
    excluidas: tuple[tuple[str, str], ...] = ()
    llaves: tuple[str, ...] = ()
    niveles: tuple[NivelDePerfil, ...] = ()
    jerarquia: JerarquiaPorClase | None = None
    filtros: tuple[FiltroDePerfil, ...] = ()
    dependencia_es_la_hoja: bool = False
    agrupar: tuple[str, ...] = ()
    subtotales: ColumnaDelLibro | None = None


@dataclass(frozen=True, slots=True)
class Perfil:
    """Cómo se lee un formato.

    Attributes:
        nombre: con el que la entidad lo guarda («cali-cuadro-1s»); vacío mientras no se guarde.
        huella: SHA-256 de los encabezados con que se reconoce el formato.
        forma: versión de esta descripción.
    """

    nombre: str
    huella: str
    hojas: tuple[HojaDePerfil, ...]
    forma: int = 1


class ClaseDeDuda(StrEnum):
    """Qué no se sabe con certeza al proponer un perfil."""

    COLUMNA = "columna"  # dos columnas pueden ser el mismo dato
    ROTULO_CORRIDO = "rotulo_corrido"  # el contenido contradice el encabezado
    ESCALA = "escala"  # 1,5 puede ser un millón y medio
    FRACCION = "fraccion"  # 0,45 puede ser 45 % o 0,45 %
    FECHA = "fecha"  # 3/4/2026 puede ser abril o marzo
    HOJA = "hoja"  # una hoja que parece copia, o que no se sabe si se lee
    ACUMULACION = "acumulacion"  # cómo se acumula el indicador
    FALTA = "falta"  # un dato obligatorio que el libro no trae y qué se pone en su lugar
    FORMATO_CAMBIADO = "formato_cambiado"  # un perfil guardado ya no coincide con el libro


@dataclass(frozen=True, slots=True)
class OpcionDeDuda:
    """Una respuesta posible, y cómo se ve.

    Attributes:
        valor: corto y estable («col:74», «hoja:si», «acum:Flujo»).
        rotulo: cómo se le muestra a la persona («APROPIACION DEFINITIVA 2025, columna BV»).
        ejemplos: hasta tres valores del libro que la ilustran.
        campos: los que quedan en el perfil si se elige; reemplazan a los del mismo instrumento y dato.
        quita: «instrumento.dato» que se dejan de leer si se elige.
        filtros: los que quedan en la hoja si se elige; ``None`` = los que tenga.
    """

    valor: str
    rotulo: str
    ejemplos: tuple[str, ...] = ()
    campos: tuple[CampoDePerfil, ...] = ()
    quita: tuple[str, ...] = ()
    filtros: tuple[FiltroDePerfil, ...] | None = None


@dataclass(frozen=True, slots=True)
class Duda:
    """Lo que el asistente decidió sin certeza: una persona lo confirma o elige otra cosa.

    Attributes:
        clave: estable mientras el libro sea el mismo («PDM/ejecucion.compromisos»).
        hoja: la hoja; vacía si es del libro entero.
        pregunta: una frase que dice qué se vio y qué se tomó.
        opciones: la elegida incluida; vacía si solo se puede aceptar.
        elegida: ``valor`` de la opción tomada.
        firme: si hay que confirmarla antes de guardar; las demás se muestran y no detienen.
    """

    clave: str
    clase: ClaseDeDuda
    hoja: str
    pregunta: str
    opciones: tuple[OpcionDeDuda, ...] = ()
    elegida: str = ""
    firme: bool = False


@dataclass(frozen=True, slots=True)
class ColumnaVista:
    """Una columna del libro como la ve una persona, y qué se entendió que es.

    Attributes:
        numero: desde 1.
        rotulo: como está escrito en el libro, en una línea.
        normal: el mismo, normalizado, y ``aparicion``: así la nombra el perfil (``ColumnaDelLibro``).
        ejemplos: hasta tres valores distintos.
    """

    hoja: str
    numero: int
    letra: str
    rotulo: str
    normal: str
    aparicion: int
    ejemplos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Lo que se entendió de un libro antes de leerlo entero.

    Attributes:
        perfil: ``None`` si el libro es del formato propio (contrato §6) o no se entendió nada.
        del_contrato: trae las hojas del formato propio y se lee sin perfil.
        conocido: el perfil es uno guardado y su encabezado y su contenido coinciden.
        dudas: en el orden en que conviene preguntarlas.
        avisos: hojas y columnas que no se leerán, con su razón.
        motivo: frase que explica por qué no se entendió nada; vacía si se entendió.
        columnas: las de las hojas que se leen, para mostrarlas y poder escoger otra.
    """

    perfil: Perfil | None
    del_contrato: bool = False
    conocido: bool = False
    dudas: tuple[Duda, ...] = ()
    avisos: tuple[str, ...] = ()
    motivo: str = ""
    columnas: tuple[ColumnaVista, ...] = ()
