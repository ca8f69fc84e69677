"""Revisar reportes: la cola, la tarjeta y aprobar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dominio.casos.contexto import Contexto
from dominio.casos.devolver import (
    devolver,
    por_devolver,
)
from dominio.casos.exportar import armar_consolidado
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.revisar import (
    aprobar,
    aprobar_varios,
    cola,
)
from dominio.casos.tarjeta import sin_advertencias, ver_reporte
from dominio.casos.vista_advertencias import VistaDeAdvertencias
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.errores.revision import (
    AutorNoDecide,
    ReporteEnFirme,
    ReporteReemplazado,
    ReporteYaDecidido,
)
from dominio.modelo.reporte import ArchivoAdjunto, EstadoReporte
from dominio.modelo.revision import Decision
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.casos.revision import CDP, FALTA, LOGRO, con_visto_bueno, folios, gastar, reportar, segunda


def test_cola_agrupa_por_dependencia_y_dice_de_cuando_es_lo_mas_viejo(mundo: Mundo) -> None:
    """Primero la dependencia con lo más viejo; dentro, lo más viejo primero."""
    viejo, nuevo = reportar(mundo, "luz", "A-012"), reportar(mundo, "hector", "A-001")
    otro = reportar(mundo, "luz", "A-013")
    with mundo.como("planeacion") as ctx:
        que_hay = cola(ctx)

    assert [(m.dependencia, m.cuantos, m.desde) for m in que_hay.montones()] == [
        ("Secretaría de Salud", 2, MARTES),
        ("Secretaría de Infraestructura", 1, MARTES),
    ]
    salud = que_hay.montones()[0].dependencia_id
    assert [uno.folio for uno in que_hay.de(salud)] == [viejo, otro]
    assert [uno.folio for uno in que_hay.de(None)] == [viejo, nuevo, otro]
    primero, segundo = que_hay.reportes[:2]
    assert que_hay.siguiente(None, primero) == segundo
    assert que_hay.siguiente(None, que_hay.reportes[2]) == primero
    assert que_hay.siguiente(salud, primero) == que_hay.reportes[2]


def test_aprobar_deja_traza_y_la_actividad_revisada(mundo: Mundo) -> None:
    """Sale de la cola, la actividad queda revisada y la traza dice quién."""
    folio = reportar(mundo, "hector", "A-001")
    assert mundo.actividad("A-001").sin_revisar

    with mundo.como("planeacion") as ctx:
        aprobar(ctx, folio)

    assert folios(mundo) == []
    assert not mundo.actividad("A-001").sin_revisar
    (anotacion,) = mundo.traza("aprobar_reporte")
    assert (anotacion.actor_id, anotacion.objeto) == (mundo.personas["planeacion"].id, f"folio:{folio}")
    assert anotacion.despues == {"estado": "aprobado"}


@pytest.mark.parametrize("quien", ["hector", "consulta", "administracion", "jefe_infra"])
def test_solo_planeacion_aprueba(mundo: Mundo, quien: str) -> None:
    """Ni quien reporta, ni la jefatura, ni consulta ni administración aprueban o devuelven."""
    folio = reportar(mundo, "luz", "A-012")
    casos: list[Callable[[Contexto], object]] = [
        lambda ctx: aprobar(ctx, folio),
        lambda ctx: aprobar_varios(ctx, [folio]),
        lambda ctx: devolver(ctx, folio, FALTA),
        cola,
        sin_advertencias,
    ]
    for caso in casos:
        with mundo.como(quien) as ctx, pytest.raises(PermisoDenegado):
            caso(ctx)
    assert folios(mundo) == [folio]


def test_el_autor_no_decide_lo_suyo(mundo: Mundo) -> None:
    """Planeación puede reportar por oficio, pero eso lo revisa otra persona."""
    folio = reportar(mundo, "planeacion", "A-001")
    segunda(mundo)
    with mundo.como("planeacion") as ctx:
        assert (cola(ctx).reportes, cola(ctx).propios) == ((), 1)
        for decidir in (lambda: aprobar(ctx, folio), lambda: devolver(ctx, folio, FALTA)):
            with pytest.raises(AutorNoDecide):
                decidir()
        assert aprobar_varios(ctx, [folio]).saltados == (folio,)

    with mundo.como("paula") as ctx:
        aprobar(ctx, folio)
    with mundo.como("planeacion") as ctx:
        assert ver_reporte(ctx, folio).reporte.estado is EstadoReporte.APROBADO


def test_lo_decidido_no_se_decide_otra_vez_y_dice_quien(mundo: Mundo) -> None:
    """El segundo revisor ve quién y qué decidió; nada cambia."""
    folio = reportar(mundo, "hector", "A-001")
    segunda(mundo)
    with mundo.como("paula") as ctx:
        devolver(ctx, folio, FALTA)
    with mundo.como("planeacion") as ctx:
        with pytest.raises(ReporteYaDecidido) as atrapado:
            aprobar(ctx, folio)
        with pytest.raises(ReporteYaDecidido):
            por_devolver(ctx, folio)
    datos = atrapado.value.datos
    assert (datos["revisor"], datos["decision"], datos["cuando"]) == ("paula", "devuelto", MARTES.date())


def test_lo_que_trajo_un_libro_ya_esta_en_firme(mundo: Mundo) -> None:
    """Un avance importado no entra a la cola ni se puede devolver."""
    mundo.importar(replace(PLAN[0], avance=Porcentaje.de(30)), *PLAN[1:])
    assert folios(mundo) == []
    with mundo.como("planeacion") as ctx, pytest.raises(ReporteEnFirme):
        aprobar(ctx, "AV-2026-000001")


def test_un_reporte_nuevo_del_mismo_corte_reemplaza_al_viejo(mundo: Mundo) -> None:
    """La tarjeta vieja dice cuál sigue."""
    viejo, nuevo = reportar(mundo, "hector", "A-001", 40), reportar(mundo, "hector", "A-001", 45)
    assert folios(mundo) == [nuevo]
    with mundo.como("planeacion") as ctx:
        with pytest.raises(ReporteReemplazado) as atrapado:
            aprobar(ctx, viejo)
        tarjeta = ver_reporte(ctx, viejo)
    assert atrapado.value.datos["posterior"] == nuevo
    assert (tarjeta.decide, tarjeta.reporte.posterior) == (False, nuevo)


def test_lote_aprueba_lo_pedido_que_siga_en_la_cola_con_una_traza(mundo: Mundo) -> None:
    """Lo ya decidido se dice y no se toca."""
    uno, otro = reportar(mundo, "hector", "A-001"), reportar(mundo, "luz", "A-012")
    ajeno = reportar(mundo, "luz", "A-013")
    with mundo.como("planeacion") as ctx:
        aprobar(ctx, otro)
        lote = aprobar_varios(ctx, [uno, otro, "AV-2026-999999"])

    assert [reporte.folio for reporte in lote.aprobados] == [uno]
    assert lote.saltados == (otro, "AV-2026-999999")
    (anotacion,) = mundo.traza("aprobar_lote")
    assert anotacion.despues == {"estado": "aprobado", "folios": [uno]}
    assert folios(mundo) == [ajeno]


def test_sin_advertencias_deja_fuera_lo_que_hace_preguntar(mundo: Mundo) -> None:
    """Un reporte sin logro ni soporte se ve aparte; juntos o solos, las mismas advertencias."""
    with mundo.como("hector") as ctx:
        datos = DatosAvance("pelado", mundo.actividad("A-002").id, ValorAvance(Porcentaje.de(60)))
        pelado = registrar_avance(ctx, datos).folio
    aclarado = reportar(mundo, "luz", "A-012")
    gastar(mundo, CDP, 300)
    with mundo.como("planeacion") as ctx:
        limpios = [reporte.folio for reporte in sin_advertencias(ctx)]
        solas = {uno.folio: ver_reporte(ctx, uno.folio).advertencias for uno in cola(ctx).reportes}
        juntas = VistaDeAdvertencias(ctx).de(cola(ctx).reportes)

    assert pelado not in limpios
    assert {pelado, aclarado} <= set(solas)
    assert juntas == solas


def test_tarjeta_trae_lo_de_antes_y_solo_la_ve_quien_consulta_la_dependencia(mundo: Mundo) -> None:
    """El responsable de otra dependencia no la encuentra; el suyo sí, sin poder decidir."""
    primero = reportar(mundo, "hector", "A-001", 40)
    with mundo.como("planeacion") as ctx:
        aprobar(ctx, primero)
    segundo = reportar(mundo, "hector", "A-001", 60)
    with mundo.como("planeacion") as ctx:
        tarjeta = ver_reporte(ctx, segundo)
    assert tarjeta.anterior is not None
    assert tarjeta.anterior.folio == primero
    assert (tarjeta.decide, tarjeta.firma) == (True, False)
    with mundo.como("hector") as ctx:
        assert not ver_reporte(ctx, segundo).decide
    with mundo.como("luz") as ctx, pytest.raises(NoEncontrado):
        ver_reporte(ctx, segundo)
    with mundo.como("planeacion") as ctx, pytest.raises(NoEncontrado):
        ver_reporte(ctx, "AV-2026-000099")


def test_consolidado_dice_quien_reviso_y_cuando(mundo: Mundo) -> None:
    """Cada folio decidido lleva su decisión; lo que nadie ha revisado, no."""
    folio, otro = reportar(mundo, "hector", "A-001"), reportar(mundo, "luz", "A-012")
    with mundo.como("planeacion") as ctx:
        aprobar(ctx, folio)
        libro = armar_consolidado(ctx, V2026, Corte.de("2026-T3"), None, "1.0")
    assert libro.revisiones[folio].decision is Decision.APROBADO
    assert (libro.revisiones[folio].revisor, libro.revisiones[folio].cuando) == (
        "Adriana Lucía Tello",
        MARTES,
    )
    assert otro not in libro.revisiones


def test_evidencia_repetida_se_ve_aparte(mundo: Mundo) -> None:
    """El mismo archivo respaldando otra actividad saca al reporte del lote y se muestra en su tarjeta."""
    foto = ArchivoAdjunto("f1", "u1", "foto.jpg", "image/jpeg", 10)
    folios_con_foto = []
    for codigo in ("A-012", "A-001"):
        quien = "luz" if codigo == "A-012" else "hector"
        datos = DatosAvance(
            codigo,
            mundo.actividad(codigo).id,
            ValorAvance(Porcentaje.de(40)),
            LOGRO,
            "Lluvias en agosto.",
            evidencias=(foto,),
            aclaracion="Se hizo por gestión.",
        )
        with mundo.como(quien) as ctx:
            folios_con_foto.append(registrar_avance(ctx, datos).folio)
    solo = reportar(mundo, "luz", "A-013", 45)
    with mundo.como("planeacion") as ctx:
        limpios = [reporte.folio for reporte in sin_advertencias(ctx)]
        repetidas = [ver_reporte(ctx, folio).repetidas for folio in folios_con_foto]
    assert [[uso.actividad_codigo for uso in usos] for usos in repetidas] == [["A-001"], ["A-012"]]
    assert not set(folios_con_foto) & set(limpios)
    assert solo not in folios_con_foto


def test_tarjeta_no_ofrece_decidir_a_quien_no_le_toca(mundo: Mundo) -> None:
    """Ni lo propio ni lo que espera a la jefatura traen los botones."""
    propio = reportar(mundo, "planeacion", "A-001")
    con_visto_bueno(mundo, "jefe_salud")
    espera = reportar(mundo, "luz", "A-012")
    with mundo.como("planeacion") as ctx:
        tarjetas = {folio: ver_reporte(ctx, folio) for folio in (propio, espera)}
    assert [tarjeta.decide for tarjeta in tarjetas.values()] == [False, False]
    assert [tarjeta.espera_a for tarjeta in tarjetas.values()] == [None, "Persona jefe_salud"]
