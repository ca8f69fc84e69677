"""La ruta del plan: plazos propuestos, qué se puede marcar a mano y en qué estado queda cada paso."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dominio.errores import EntradaInvalida
from dominio.errores.ruta import MarcaNoAdmitida, MarcaSinRazon, PasoObligatorio
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.marca import ClaseDeMarca, Marca
from dominio.modelo.ruta import (
    EstadoDePaso,
    EstadoDeRequisito,
    Paso,
    PlazoDePaso,
    Prueba,
    Requisito,
    RequisitoVisto,
)
from dominio.reglas.plazos import EsHabil, habil_anterior, sumar_habiles
from dominio.valores.fechas import Vigencia

LEY_DE_PUBLICACION = "Ley 1474 de 2011, art. 74"
_APROBACION = "Ley 152 de 1994, art. 41"
_COHERENCIA = "Ley 152 de 1994, art. 29"


@dataclass(frozen=True, slots=True)
class FichaDePaso:
    """Lo que un paso trae de fábrica.

    Attributes:
        norma: en qué se apoya.
        antes: días hábiles antes del último hábil de enero en que se propone terminarlo.
    """

    norma: str
    antes: int


FICHAS: dict[Paso, FichaDePaso] = {
    Paso.LINEAMIENTOS: FichaDePaso(_APROBACION, 40),
    Paso.INSUMOS: FichaDePaso(_APROBACION, 30),
    Paso.METAS: FichaDePaso(_APROBACION, 25),
    Paso.COHERENCIA: FichaDePaso(_COHERENCIA, 18),
    Paso.REMISION: FichaDePaso(_APROBACION, 12),
    Paso.APROBACION: FichaDePaso(_APROBACION, 5),
    Paso.PUBLICACION: FichaDePaso(LEY_DE_PUBLICACION, 0),
}
# Con cuánto de anticipación al primer plazo se anuncia la ruta de la vigencia que viene.
_ANUNCIO = 20
# Lo que la ley exige siempre: no hay razón que lo excuse.
_OBLIGATORIOS = frozenset({Paso.REMISION, Paso.APROBACION, Paso.PUBLICACION})
# Lo que ningún dato del plan puede probar, o se puede tener por fuera del asistente.
_A_MANO = frozenset(
    {
        Requisito.LINEAMIENTOS,
        Requisito.FORMATO,
        Requisito.PDT,
        Requisito.MFMP,
        Requisito.BANCO,
        Requisito.POAI,
        Requisito.PAC,
        Requisito.AJUSTES,
        Requisito.INFORME_DE_GESTION,
        Requisito.PRESUPUESTO,
    }
)
_PUEDE_NO_APLICAR = _A_MANO | {Requisito.METAS_DE_GESTION, Requisito.INDICATIVO}


def dia_de_publicacion(vigencia: Vigencia) -> date:
    """El 31 de enero de la vigencia: el último día para publicar su plan.

    Fuente: Ley 1474 de 2011 art. 74 («a más tardar el 31 de enero de cada año»).
    """
    return date(vigencia.anio, 1, 31)


def plazo_propuesto(paso: Paso, vigencia: Vigencia, es_habil: EsHabil) -> PlazoDePaso:
    """El plazo de un paso mientras la entidad no fije otro, contado hacia atrás desde el 31 de enero.

    El de la publicación es de ley; los demás son una propuesta que la entidad puede cambiar.

    Fuente: Ley 1474 de 2011 art. 74; Ley 4 de 1913 art. 62 (en plazos de días cuentan los hábiles).
    """
    ficha = FICHAS[paso]
    ultimo = habil_anterior(dia_de_publicacion(vigencia), es_habil)
    return PlazoDePaso(sumar_habiles(ultimo, -ficha.antes, es_habil), bool(ficha.antes), ficha.norma)


def empieza_la_ruta(vigencia: Vigencia, es_habil: EsHabil) -> date:
    """Desde qué día se anuncia la ruta de esa vigencia.

    Fuente: lámina «Pasos para la elaboración Plan de Acción» (paso 1, orientaciones); el cuándo es
    una propuesta.
    """
    primero = plazo_propuesto(Paso.LINEAMIENTOS, vigencia, es_habil).fecha
    return sumar_habiles(primero, -_ANUNCIO, es_habil)


def limites_del_plazo(paso: Paso, vigencia: Vigencia) -> tuple[date, date]:
    """Entre qué días se puede fijar el plazo de un paso; el de publicar no pasa del 31 de enero.

    Fuente: Ley 1474 de 2011 art. 74.
    """
    ultimo = dia_de_publicacion(vigencia) if paso is Paso.PUBLICACION else vigencia.fin
    return date(vigencia.anio - 1, 1, 1), ultimo


def exigir_plazo_posible(paso: Paso, vigencia: Vigencia, fecha: date) -> None:
    """El plazo cae entre sus límites.

    Raises:
        EntradaInvalida: ``plazo_fuera_de_limites``, con ``minimo`` y ``maximo``.

    Fuente: Ley 1474 de 2011 art. 74.
    """
    minimo, maximo = limites_del_plazo(paso, vigencia)
    if not minimo <= fecha <= maximo:
        raise EntradaInvalida("plazo_fuera_de_limites", "plazo", minimo=minimo, maximo=maximo)


def clases_de_marca(objeto: Paso | Requisito) -> tuple[ClaseDeMarca, ...]:
    """Qué se puede decir a mano de un paso o de un requisito.

    Un paso entero solo puede no aplicar; que está hecho lo dicen sus requisitos.

    Fuente: Ley 152 de 1994 art. 41 y Ley 1474 de 2011 art. 74 (lo que no puede no aplicar); lámina
    «Pasos para la elaboración Plan de Acción».
    """
    clases: list[ClaseDeMarca] = []
    if isinstance(objeto, Requisito) and objeto in _A_MANO:
        clases.append(ClaseDeMarca.HECHO)
    no_aplica = objeto in _PUEDE_NO_APLICAR if isinstance(objeto, Requisito) else objeto not in _OBLIGATORIOS
    if no_aplica:
        clases.append(ClaseDeMarca.NO_APLICA)
    return (*clases, ClaseDeMarca.SIN_MARCA) if clases else ()


def exigir_marca(objeto: Paso | Requisito, clase: ClaseDeMarca, razon: str | None) -> None:
    """Que eso se pueda decir a mano, y con su prueba o su razón.

    Raises:
        PasoObligatorio: se quiso decir que no aplica algo que la ley exige.
        MarcaNoAdmitida: lo dicen los datos.
        MarcaSinRazon: falta la prueba o la razón.

    Fuente: Ley 152 de 1994 art. 41; Ley 1474 de 2011 art. 74.
    """
    if clase not in clases_de_marca(objeto):
        if clase is ClaseDeMarca.NO_APLICA and isinstance(objeto, Paso):
            raise PasoObligatorio("paso", paso=objeto.value)
        raise MarcaNoAdmitida("marca", objeto=objeto.value)
    if clase is not ClaseDeMarca.SIN_MARCA and not razon:
        raise MarcaSinRazon("razon", objeto=objeto.value)


def requisito_visto(
    clave: Requisito, prueba: Prueba, marcas: dict[str, Marca], *, opcional: bool = False
) -> RequisitoVisto:
    """El requisito con lo que digan los datos o, donde se puede, lo dicho a mano.

    Los datos pueden más que la mano: una marca no tapa lo que ya está cumplido.

    Fuente: lámina «Pasos para la elaboración Plan de Acción».
    """
    estado = _por_los_datos(prueba)
    marca = marcas.get(clave.value)
    if marca is None or estado is EstadoDeRequisito.CUMPLIDO or marca.clase not in clases_de_marca(clave):
        return RequisitoVisto(clave, estado, prueba, opcional)
    if marca.clase is ClaseDeMarca.SIN_MARCA:
        return RequisitoVisto(clave, estado, prueba, opcional)
    dicho = EstadoDeRequisito.CUMPLIDO if marca.clase is ClaseDeMarca.HECHO else EstadoDeRequisito.NO_APLICA
    return RequisitoVisto(clave, dicho, Prueba(marca=marca), opcional)


def _por_los_datos(prueba: Prueba) -> EstadoDeRequisito:
    if prueba.carga is not None or (prueba.documento is not None and prueba.documento.prueba):
        return EstadoDeRequisito.CUMPLIDO
    if prueba.total is not None and prueba.hechos is not None and prueba.total > 0:
        if prueba.hechos >= prueba.total:
            return EstadoDeRequisito.CUMPLIDO
        return EstadoDeRequisito.EN_CURSO if prueba.hechos else EstadoDeRequisito.FALTA
    return EstadoDeRequisito.FALTA if prueba.documento is None else EstadoDeRequisito.EN_CURSO


def estado_del_paso(requisitos: Iterable[RequisitoVisto], marca: Marca | None) -> EstadoDePaso:
    """Cómo va un paso: hecho solo si todo lo obligatorio está probado o no aplica.

    Fuente: lámina «Pasos para la elaboración Plan de Acción»; Ley 152 de 1994 art. 41.
    """
    if marca is not None and marca.clase is ClaseDeMarca.NO_APLICA:
        return EstadoDePaso.NO_APLICA
    todos = list(requisitos)
    if all(not requisito.falta for requisito in todos):
        return EstadoDePaso.HECHO
    empezados = (EstadoDeRequisito.CUMPLIDO, EstadoDeRequisito.EN_CURSO)
    alguno = any(requisito.estado in empezados and not requisito.opcional for requisito in todos)
    return EstadoDePaso.EN_CURSO if alguno else EstadoDePaso.SIN_EMPEZAR


def ultimas_marcas(marcas: Iterable[Marca]) -> dict[str, Marca]:
    """La última marca de cada objeto; las que se quitaron no salen.

    Fuente: lo dicho a mano se agrega y nunca se cambia (Ley 1712 de 2014, traza de lo público).
    """
    ultimas = {marca.objeto: marca for marca in marcas}
    return {objeto: m for objeto, m in ultimas.items() if m.clase is not ClaseDeMarca.SIN_MARCA}


def periodo_de_gobierno(vigencia: Vigencia) -> tuple[Vigencia, Vigencia]:
    """Primer y último año del periodo de gobierno al que pertenece la vigencia.

    Fuente: Constitución arts. 303 y 314 (periodos de cuatro años; el que va de 2024 a 2027 es uno).
    """
    primero = vigencia.anio - (vigencia.anio - 2024) % 4
    return Vigencia(primero), Vigencia(primero + 3)


# De R20 en adelante las reglas miran lo reportado y el cierre: son del seguimiento, no de lo que se aprueba.
_ULTIMA_DE_LA_PROGRAMACION = 19


def cuenta_para_aprobar(hallazgo: Hallazgo) -> bool:
    """Si ese hallazgo es un error de la programación: hay que arreglarlo o aceptarlo antes de aprobar.

    Fuente: R01 a R19 de coherencia (integridad, PI–PA y POAI–PAC–PA: «E, no se aprueba»); lámina «Pasos
    para la elaboración Plan de Acción», paso 4.
    """
    numero = hallazgo.regla.removeprefix("R")
    de_la_programacion = numero.isdecimal() and int(numero) <= _ULTIMA_DE_LA_PROGRAMACION
    return de_la_programacion and hallazgo.severidad is Severidad.ERROR


def detiene(hallazgo: Hallazgo) -> bool:
    """Si impide remitir, recibir y aprobar: es un error de la programación y nadie lo aceptó.

    Fuente: R01 a R19 de coherencia; lámina «Pasos para la elaboración Plan de Acción», paso 4.
    """
    return hallazgo.abierto and cuenta_para_aprobar(hallazgo)
