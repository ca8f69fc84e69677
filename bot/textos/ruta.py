"""Cómo se leen los siete pasos, sus requisitos y la remisión de cada dependencia."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.textos import formato
from bot.textos.documentos import con_version
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import ClaseDeMarca, Marca
from dominio.modelo.ruta import (
    Carga,
    EstadoDePaso,
    EstadoDeRequisito,
    Paso,
    PlazoDePaso,
    Requisito,
    RequisitoVisto,
    Ruta,
    SituacionDePaso,
)

PASOS: dict[Paso, Perezosa] = {
    Paso.LINEAMIENTOS: _l("Lineamientos y formato"),
    Paso.INSUMOS: _l("Insumos"),
    Paso.METAS: _l("Metas de gestión y administrativas"),
    Paso.COHERENCIA: _l("Coherencia PI, POAI, PAC y plan"),
    Paso.REMISION: _l("Diligenciamiento y remisión"),
    Paso.APROBACION: _l("Aprobación del Consejo de Gobierno"),
    Paso.PUBLICACION: _l("Publicación"),
}
RESPONSABLES: dict[Paso, Perezosa] = {
    Paso.LINEAMIENTOS: _l("planeación"),
    Paso.INSUMOS: _l("cada dependencia, con planeación"),
    Paso.METAS: _l("cada dependencia"),
    Paso.COHERENCIA: _l("planeación, con hacienda"),
    Paso.REMISION: _l("la jefatura de cada dependencia"),
    Paso.APROBACION: _l("el Consejo de Gobierno; lo presenta planeación"),
    Paso.PUBLICACION: _l("planeación"),
}
ESTADOS: dict[EstadoDePaso, Perezosa] = {
    EstadoDePaso.SIN_EMPEZAR: _l("⚪ sin empezar"),
    EstadoDePaso.EN_CURSO: _l("🟡 en curso"),
    EstadoDePaso.HECHO: _l("🟢 hecho"),
    EstadoDePaso.NO_APLICA: _l("⚫ no aplica"),
}
REQUISITOS: dict[Requisito, Perezosa] = {
    Requisito.LINEAMIENTOS: _l("Lineamientos comunicados"),
    Requisito.FORMATO: _l("Formato del plan"),
    Requisito.PDT: _l("Plan de desarrollo aprobado"),
    Requisito.MFMP: _l("Marco fiscal de mediano plazo"),
    Requisito.INDICATIVO: _l("Plan Indicativo"),
    Requisito.BANCO: _l("Proyectos con código del banco"),
    Requisito.POAI: _l("POAI"),
    Requisito.AJUSTES: _l("Ajustes de metas de producto (si los hubo)"),
    Requisito.METAS_DE_GESTION: _l("Metas de gestión o administrativas"),
    Requisito.PAC: _l("PAC"),
    Requisito.SIN_ERRORES: _l("Sin errores de coherencia abiertos"),
    Requisito.DILIGENCIADO: _l("Dependencias con su parte diligenciada"),
    Requisito.RECIBIDO: _l("Dependencias con su parte recibida"),
    Requisito.SEGUIMIENTO: _l("Modelo de seguimiento: los cortes de la entidad"),
    Requisito.ACTA: _l("Acta del Consejo de Gobierno"),
    Requisito.OBJETIVOS: _l("Objetivos"),
    Requisito.ESTRATEGIAS: _l("Estrategias (programas)"),
    Requisito.PROYECTOS: _l("Proyectos"),
    Requisito.METAS: _l("Metas"),
    Requisito.RESPONSABLES: _l("Responsables"),
    Requisito.COMPRAS: _l("Plan general de compras"),
    Requisito.DISTRIBUCION: _l("Distribución presupuestal"),
    Requisito.INDICADORES: _l("Indicadores"),
    Requisito.INFORME_DE_GESTION: _l("Informe de gestión del año anterior"),
    Requisito.PRESUPUESTO: _l("Presupuesto desagregado"),
    Requisito.PUBLICADO: _l("Publicado en la página web"),
}
INSTRUMENTOS: dict[TipoLibro, Perezosa] = {
    TipoLibro.PLAN: _l("Plan de acción"),
    TipoLibro.INDICATIVO: _l("Plan Indicativo"),
    TipoLibro.POAI: _l("POAI"),
    TipoLibro.PAC: _l("PAC"),
    TipoLibro.EJECUCION: _l("Ejecución"),
}
_VISTOS: dict[EstadoDeRequisito, str] = {
    EstadoDeRequisito.CUMPLIDO: "✅",
    EstadoDeRequisito.EN_CURSO: "🟡",
    EstadoDeRequisito.FALTA: "⬜",
    EstadoDeRequisito.NO_APLICA: "⚫",
}
_RAZON = 500
_HUELLA = re.compile(r"[0-9a-f]{64}", re.ASCII)


def quien(autor: str | None) -> str:
    """El nombre, o quien administra si fue desde la línea de órdenes."""
    return autor or _("quien administra el asistente")


def resumen(ruta: Ruta, hoy: date) -> Html:
    """Los siete pasos, uno por renglón, con su estado y su plazo."""
    titulo = armar(_("<b>Los siete pasos del plan de %(anio)s</b>"), anio=ruta.vigencia)
    cuenta = armar(_("Terminados: %(n)s de 7."), n=ruta.hechos)
    return unir([titulo, *(_renglon(paso, hoy) for paso in ruta.pasos), cuenta])


def _renglon(paso: SituacionDePaso, hoy: date) -> Html:
    faltan = sum(requisito.falta for requisito in paso.requisitos)
    falta = ngettext(" · falta %(n)s cosa", " · faltan %(n)s cosas", faltan) % {"n": faltan}
    return armar(
        _("%(n)s. <b>%(nombre)s</b>: %(estado)s%(falta)s%(plazo)s"),
        n=paso.paso.numero,
        nombre=PASOS[paso.paso],
        estado=ESTADOS[paso.estado],
        falta="" if paso.terminado or not faltan else falta,
        plazo="" if paso.terminado else armar(" · %(plazo)s", plazo=plazo(paso.plazo, hoy)),
    )


def plazo(uno: PlazoDePaso, hoy: date) -> Html:
    """«hasta el 23 de enero de 2026 (propuesta)», y si ya pasó."""
    frase = _("venció el %(fecha)s") if uno.fecha < hoy else _("hasta el %(fecha)s")
    dicho = armar(frase, fecha=formato.fecha(uno.fecha))
    return armar(_("%(dicho)s (propuesta)"), dicho=dicho) if uno.propuesto else dicho


def detalle(paso: SituacionDePaso, vigencia: object, hoy: date) -> Html:
    """Un paso con su plazo, su responsable, su norma y cada requisito."""
    titulo = armar(
        _("<b>Paso %(n)s de 7. %(nombre)s</b> · %(anio)s"),
        n=paso.paso.numero,
        nombre=PASOS[paso.paso],
        anio=vigencia,
    )
    lineas = [
        titulo,
        armar("%(estado)s", estado=mayuscula(str(ESTADOS[paso.estado]))),
        armar(_("Plazo: %(plazo)s"), plazo=plazo(paso.plazo, hoy)),
        armar(_("Responsable: %(quien)s"), quien=RESPONSABLES[paso.paso]),
        armar(_("Norma: %(norma)s"), norma=paso.plazo.norma),
    ]
    if paso.marca is not None:
        lineas.append(a_mano(paso.marca))
    return unir([*lineas, Html(""), *(requisito(uno) for uno in paso.requisitos)])


def requisito(uno: RequisitoVisto) -> Html:
    """«✅ Plan Indicativo: indicativo.xlsx, 3 de septiembre de 2026»."""
    prueba = _prueba(uno)
    return armar(
        _("%(visto)s %(nombre)s%(prueba)s"),
        visto=_VISTOS[uno.estado],
        nombre=REQUISITOS[uno.clave],
        prueba=armar(": %(prueba)s", prueba=prueba) if prueba else "",
    )


def _prueba(uno: RequisitoVisto) -> Html:
    prueba = uno.prueba
    if prueba.marca is not None:
        return a_mano(prueba.marca)
    if prueba.carga is not None:
        return carga(prueba.carga)
    if prueba.documento is not None:
        return con_version(prueba.documento)
    if uno.clave is Requisito.SIN_ERRORES and prueba.total and not prueba.hechos:
        frase = ngettext("%(n)s abierto", "%(n)s abiertos", prueba.total)
        return armar(frase, n=prueba.total)
    if prueba.total is None or prueba.hechos == prueba.total:
        return Html("")
    return armar(_("%(hechos)s de %(total)s"), hechos=prueba.hechos or 0, total=prueba.total)


def a_mano(marca: Marca) -> Html:
    """«no aplica: razón (Pilar Mora, 4 de septiembre de 2026)»."""
    frase = _("no aplica, %(razon)s (%(quien)s, %(cuando)s)")
    if marca.clase is ClaseDeMarca.HECHO:
        frase = _("%(razon)s (%(quien)s, %(cuando)s)")
    return armar(
        frase,
        razon=recortar(marca.razon or "", _RAZON),
        quien=quien(marca.autor),
        cuando=formato.instante(marca.en),
    )


def carga(una: Carga) -> Html:
    """«plan.xlsx, 4 de septiembre de 2026, 5:00 p. m.»."""
    nombre = recortar(una.archivo, 80)
    if _HUELLA.fullmatch(nombre):
        nombre = _("libro de huella %(huella)s") % {"huella": nombre[:8]}
    return armar(_("%(archivo)s, %(cuando)s"), archivo=nombre, cuando=formato.instante(una.en))


def instrumentos(cargas: Sequence[Carga], guardadas: dict[TipoLibro, int]) -> list[Html]:
    """Cada instrumento: de qué archivo y de cuándo es, o que no se ha cargado."""
    por_tipo = {una.instrumento: una for una in cargas}
    lineas = []
    for tipo, nombre in INSTRUMENTOS.items():
        una = por_tipo.get(tipo)
        if una is not None:
            filas = ngettext("%(n)s fila", "%(n)s filas", una.filas) % {"n": una.filas}
            lineas.append(
                armar(
                    _("✅ <b>%(nombre)s</b>: %(carga)s · %(filas)s"),
                    nombre=nombre,
                    carga=carga(una),
                    filas=filas,
                )
            )
        elif guardadas.get(tipo):
            lineas.append(armar(_("✅ <b>%(nombre)s</b>: cargado"), nombre=nombre))
        else:
            lineas.append(armar(_("⬜ <b>%(nombre)s</b>: sin cargar"), nombre=nombre))
    return lineas


def mayuscula(texto: str) -> str:
    """El texto con su primera letra en mayúscula."""
    return f"{texto[:1].upper()}{texto[1:]}"
