"""Un libro leído, lo que se entendió de él y lo que cambiaría, como datos de JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from bot.cli.lectura import Lectura
from dominio.modelo.lectura import CodigoDudoso, FilasFuera, LecturaDeHoja
from dominio.modelo.libro import ErrorDeLibro, ResumenImportacion
from dominio.modelo.perfil import CampoDePerfil, ColumnaDelLibro, ColumnaVista, Duda, HojaDePerfil, Perfil
from dominio.reglas.codigos import clave_de

Dato = dict[str, object]


def datos_de_errores(errores: Iterable[ErrorDeLibro]) -> list[Dato]:
    """Hoja, celda, código y mensaje de cada error."""
    return [
        {"hoja": uno.hoja, "celda": uno.celda, "codigo": uno.codigo, "mensaje": uno.mensaje}
        for uno in errores
    ]


def datos_de_lectura(lectura: Lectura) -> Dato:
    """Con qué perfil se leyó, qué hoja da qué, la cuenta de cada una, las dudas y lo dudoso."""
    libro, propuesta, perfil = lectura.libro, lectura.propuesta, lectura.perfil
    vistas = propuesta.columnas if propuesta else ()
    return {
        "del_contrato": perfil is None and not libro.errores,
        "perfil": perfil
        and {
            "nombre": perfil.nombre,
            "huella": perfil.huella,
            "conocido": bool(propuesta and propuesta.conocido),
            "por_guardar": lectura.por_guardar,
            "hojas": [datos_de_hoja(hoja, vistas) for hoja in perfil.hojas],
        },
        "hojas": [_cuenta(cuenta) for cuenta in libro.lecturas],
        "filas_leidas": dict(libro.filas_leidas),
        "dudas": [_duda(d, lectura.pendientes) for d in (propuesta.dudas if propuesta else ())],
        "dudosos": [asdict(dudoso) for dudoso in libro.dudosos],
        "codigos": datos_de_codigos(libro.codigos),
        "avisos": list(dict.fromkeys((*(propuesta.avisos if propuesta else ()), *libro.avisos))),
        "errores": datos_de_errores(libro.errores),
    }


def datos_del_perfil(perfil: Perfil) -> Dato:
    """Nombre, huella y qué lee de cada hoja."""
    return {
        "nombre": perfil.nombre,
        "huella": perfil.huella,
        "hojas": [datos_de_hoja(hoja, ()) for hoja in perfil.hojas],
    }


def datos_de_hoja(hoja: HojaDePerfil, vistas: Iterable[ColumnaVista]) -> Dato:
    """Encabezado, columna → dato, niveles, filtros y hojas que no se leen."""
    letras = {(vista.normal, vista.aparicion): vista for vista in vistas}
    return {
        "hoja": hoja.nombre or None,
        "fila_encabezado": hoja.fila_encabezado,
        "alto_encabezado": hoja.alto_encabezado,
        "dependencia_es_la_hoja": hoja.dependencia_es_la_hoja,
        "campos": [_campo(campo, letras) for campo in hoja.campos],
        "niveles": [nivel.rotulo for nivel in hoja.niveles],
        "llaves": list(hoja.llaves),
        "agrupar": list(hoja.agrupar),
        "filtros": [
            {"columna": filtro.columna.rotulo, "valores": list(filtro.valores)} for filtro in hoja.filtros
        ],
        "excluidas": [{"hoja": nombre, "porque": porque} for nombre, porque in hoja.excluidas],
    }


def _campo(campo: CampoDePerfil, vistas: Mapping[tuple[str, int], ColumnaVista]) -> Dato:
    return {
        "instrumento": campo.tipo.value,
        "dato": campo.dato,
        "columnas": [_columna(columna, vistas) for columna in campo.columnas],
        "tomar": campo.tomar.value,
        "parte": campo.parte.value,
        "constante": campo.constante,
        "en_fraccion": campo.en_fraccion,
        "hereda": campo.hereda,
    }


def _columna(columna: ColumnaDelLibro, vistas: Mapping[tuple[str, int], ColumnaVista]) -> Dato:
    vista = vistas.get((columna.rotulo, columna.aparicion))
    return {
        "rotulo": columna.rotulo,
        "aparicion": columna.aparicion,
        "columna": vista.letra if vista else _letra(columna.numero),
        "ejemplos": list(vista.ejemplos) if vista else [],
    }


def _letra(numero: int) -> str | None:
    letras = ""
    while numero > 0:
        numero, resto = divmod(numero - 1, 26)
        letras = chr(ord("A") + resto) + letras
    return letras or None


def _cuenta(cuenta: LecturaDeHoja) -> Dato:
    return {
        "hoja": cuenta.hoja,
        "fila_encabezado": cuenta.fila_encabezado,
        "filas_con_datos": cuenta.filas_con_datos,
        "leidas": cuenta.leidas,
        "fuera": [datos_de_fuera(fuera) for fuera in cuenta.fuera],
        "sumas": [asdict(suma) for suma in cuenta.sumas],
    }


def datos_de_fuera(fuera: FilasFuera) -> Dato:
    """Motivo, cuántas filas, cuáles y cuánto dinero traían."""
    return {
        "motivo": fuera.motivo,
        "frase": fuera.frase,
        "cuantas": len(fuera.filas),
        "filas": list(fuera.filas),
        "sumas": dict(fuera.sumas),
    }


def _duda(duda: Duda, pendientes: Iterable[Duda]) -> Dato:
    return asdict(duda) | {"pendiente": any(duda.clave == una.clave for una in pendientes)}


def datos_de_codigos(codigos: Iterable[CodigoDudoso]) -> list[Dato]:
    """Cada código dudoso con la clave con que se acepta lo propuesto."""
    return [
        {
            "clave": clave_de(uno),
            "clase": uno.clase,
            "trae": uno.trae,
            "propone": uno.propone,
            "veces": uno.veces,
            "celdas": [{"hoja": hoja, "celda": celda} for hoja, celda in uno.celdas],
            "porque": uno.porque,
        }
        for uno in codigos
    ]


def datos_del_resumen(resumen: ResumenImportacion, *, guardado: bool) -> Dato:
    """Qué trae el libro y qué cambia, o qué cambió si ya se guardó."""
    dice_ser = resumen.dice_ser
    return {
        "guardado": guardado,
        "sin_cambios": resumen.sin_cambios,
        "exige_acto": resumen.exige_acto,
        "dice_ser": dice_ser and {"entidad": dice_ser.entidad, "vigencia": dice_ser.vigencia},
        "dependencias": resumen.dependencias,
        "metas": resumen.metas,
        "proyectos": resumen.proyectos,
        "actividades": resumen.actividades,
        "registros": resumen.registros,
        "total": resumen.total.a_decimal(),
        "cambios": [asdict(uno) for uno in resumen.cambios],
        "retiradas": list(resumen.retiradas),
        "retiradas_con_reportes": resumen.retiradas_con_reportes,
        "incoherencias": [asdict(uno) for uno in resumen.incoherencias],
        "avances_nuevos": resumen.avances_nuevos,
        "avances_conservados": [
            {"actividad": codigo, "guardado": guardada.a_decimal(), "libro": leido.a_decimal()}
            for codigo, guardada, leido in resumen.avances_conservados
        ],
        "fuera": [datos_de_fuera(fuera) for fuera in resumen.fuera],
        "parecidas": [asdict(una) for una in resumen.parecidas],
        "quedan": [{"dependencia": d, "actividades": cuantas} for d, cuantas in resumen.quedan],
        "codigos": datos_de_codigos(resumen.codigos),
        "avisos": list(resumen.avisos),
        "errores": [],
    }
