"""Alertas de los plazos: el corte que cierra, las fechas de ley y los pasos del plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dominio.modelo.alerta import Alerta, ReglaDeAlerta
from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.plan import Renglon
from dominio.modelo.ruta import Paso, PlazoDePaso
from dominio.modelo.tipo_de_recordatorio import FechaLegal
from dominio.reglas.alertas.de_actividades import PLANEACION, UN_DIA
from dominio.reglas.alertas.fichas import Severidades
from dominio.reglas.alertas.margen import Margen
from dominio.reglas.fechas_legales import dia_de, prorroga
from dominio.reglas.plazos import habil_anterior, habil_siguiente
from dominio.valores.fechas import Vigencia

PUBLICAR = "PA-31-ENE"
_PASOS: Mapping[Paso, tuple[str, str]] = {
    Paso.LINEAMIENTOS: ("Lineamientos y formato", "Registre la circular con los lineamientos y el formato."),
    Paso.INSUMOS: ("Insumos", "Cargue o registre los insumos que faltan: PDT, MFMP, indicativo y POAI."),
    Paso.METAS: ("Metas de gestión", "Cargue las metas de gestión y administrativas."),
    Paso.COHERENCIA: ("Coherencia", "Arregle los errores de coherencia, o acéptelos con su razón."),
    Paso.REMISION: ("Remisión", "Pida a las dependencias que faltan remitir su parte, y recíbala."),
    Paso.APROBACION: ("Aprobación", "Lleve el plan al Consejo de Gobierno y registre su acta."),
    Paso.PUBLICACION: ("Publicación", "Publique el plan y registre dónde quedó."),
}


def desde_que_apremia(situacion: SituacionDeCorte, margen: Margen) -> date:
    """El día en que al corte le quedan esos días hábiles: antes, que falte un reporte solo se informa.

    Args:
        situacion: cómo está el corte hoy.
        margen: el del primer aviso de su cierre, que la entidad puede ajustar.

    Fuente: docs/reglas.md §7; primer aviso del cierre en la escalera de recordatorios de la entidad.
    """
    return margen.antes_de(habil_siguiente(situacion.cierre, margen.es_habil))


def alertas_de_corte(
    situacion: SituacionDeCorte,
    faltan: Sequence[Renglon],
    margen: Margen,
    severidades: Severidades,
) -> list[Alerta]:
    """Si el corte cierra en esos días hábiles o menos, una por dependencia con lo que le falta.

    Args:
        situacion: cómo está el corte hoy.
        faltan: las actividades que deben reporte en él.
        margen: con cuántos días hábiles de anticipación se avisa.
        severidades: cuánto pesa cada regla.

    Fuente: docs/reglas.md §7; Circular 001 de 2018 del Comité Institucional de Gestión y Desempeño.
    """
    hoy = margen.hoy
    desde = desde_que_apremia(situacion, margen)
    if not situacion.recibe or hoy < desde or hoy > situacion.cierre:
        return []
    suyas: dict[IdDependencia, list[Renglon]] = {}
    for renglon in faltan:
        suyas.setdefault(renglon.dependencia_id, []).append(renglon)
    cierra = _cuando(situacion.cierre, hoy)
    return [
        Alerta(
            ReglaDeAlerta.CORTE.value,
            severidades[ReglaDeAlerta.CORTE],
            str(situacion.corte),
            f"Corte {situacion.corte}",
            de_ella[0].dependencia,
            max(desde, situacion.apertura),
            f"Cierra {cierra} y falta{'n' if len(de_ella) > 1 else ''} {len(de_ella)} por reportar.",
            "Reporte lo que falta, aunque sea sin novedad.",
            _nombrar(list(dict.fromkeys(r.responsable or PLANEACION for r in de_ella))),
            dependencia_id=numero,
            clave=str(situacion.corte),
        )
        for numero, de_ella in suyas.items()
    ]


def alertas_legales(
    fechas: Iterable[FechaLegal],
    publicadas: Mapping[Vigencia, bool],
    margen: Margen,
    severidades: Severidades,
) -> list[Alerta]:
    """Las fechas de ley activas que se acercan, y la de publicar si pasó y no consta la publicación.

    De las demás no queda prueba en el plan: solo se avisan mientras no llegan.

    Args:
        fechas: las de la entidad.
        publicadas: vigencias que se miran → si consta que su plan se publicó.
        margen: con cuántos días hábiles de anticipación se avisa.
        severidades: cuánto pesa cada regla.

    Fuente: Ley 1474 de 2011 art. 74; la norma de cada fecha es un dato de la entidad.
    """
    halladas = []
    for fecha in fechas:
        for vigencia, publicada in publicadas.items():
            if not fecha.activa or (fecha.codigo == PUBLICAR and publicada):
                continue
            dia = dia_de(fecha, vigencia)
            desde = margen.antes_de(habil_anterior(dia, margen.es_habil))
            if desde <= margen.hoy <= dia or (fecha.codigo == PUBLICAR and margen.hoy > dia):
                halladas.append(_legal(fecha, (desde, dia), margen, severidades))
    return halladas


def alertas_de_ruta(
    vigencia: Vigencia, abiertos: Iterable[tuple[Paso, PlazoDePaso]], hoy: date, severidades: Severidades
) -> list[Alerta]:
    """Los pasos sin terminar cuyo plazo ya pasó.

    Args:
        vigencia: la del plan que se formula.
        abiertos: los pasos que no están terminados, con su plazo.
        hoy: día de Bogotá.
        severidades: cuánto pesa cada regla.

    Fuente: lámina «Pasos para la elaboración Plan de Acción»; Ley 1474 de 2011 art. 74.
    """
    return [
        Alerta(
            ReglaDeAlerta.RUTA.value,
            severidades[ReglaDeAlerta.RUTA],
            f"Paso {paso.numero} de {vigencia}",
            f"{_PASOS[paso][0]} del plan {vigencia}",
            None,
            plazo.fecha + UN_DIA,
            f"Su plazo {'propuesto ' if plazo.propuesto else ''}era el {plazo.fecha:%d/%m/%Y} y no está "
            "terminado.",
            _PASOS[paso][1],
            PLANEACION,
            clave=f"{vigencia}:{paso.value}",
        )
        for paso, plazo in abiertos
        if plazo.fecha < hoy
    ]


def _legal(fecha: FechaLegal, entre: tuple[date, date], margen: Margen, severidades: Severidades) -> Alerta:
    (desde, dia), hoy = entre, margen.hoy
    pasada = hoy > dia
    cuando, luego = _cuando(dia, hoy), _si_se_corre(dia, margen)
    return Alerta(
        ReglaDeAlerta.LEGAL.value,
        severidades[ReglaDeAlerta.LEGAL],
        f"{fecha.codigo} {dia.year}",
        fecha.nombre,
        None,
        dia + UN_DIA if pasada else desde,
        f"Debía hacerse a más tardar {cuando} y no consta que se haya publicado ({fecha.norma}){luego}."
        if pasada
        else f"Vence {cuando} ({fecha.norma}){luego}.",
        "Publique el plan y registre el enlace."
        if fecha.codigo == PUBLICAR
        else "Prepare lo que exige la norma y entréguelo a tiempo.",
        PLANEACION,
        clave=f"{dia:%Y-%m-%d}",
    )


def _si_se_corre(dia: date, margen: Margen) -> str:
    """Lo que dice la ley de un plazo que vence en día no hábil; solo como dato."""
    corrida = prorroga(dia, margen.es_habil)
    if corrida is None:
        return ""
    return f"; ese día no es hábil y la Ley 4 de 1913 (art. 62) puede correrlo al {corrida:%d/%m/%Y}"


def _cuando(dia: date, hoy: date) -> str:
    return "hoy" if dia == hoy else f"el {dia:%d/%m/%Y}"


def _nombrar(nombres: Sequence[str]) -> str:
    """Hasta tres; de más, cuántos más."""
    vistos = ", ".join(nombres[:3])
    return f"{vistos} y {len(nombres) - 3} más" if len(nombres) > 3 else vistos
