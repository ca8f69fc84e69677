"""El ciclo en la base: cadenas de corrección, repeticiones, mensajes y evidencias."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.evidencia import ClaseEvidencia, EstadoEvidencia
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import ArchivoAdjunto, Avance, Correccion, OrigenReporte
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from tests.almacen.hechos import (
    AHORA,
    CORTE,
    VIGENCIA,
    cargar,
    fila_plan,
    nueva_ejecucion,
    nuevo_avance,
    registros,
    una_entidad,
    una_persona,
)

FOTO = ArchivoAdjunto("file-1", "unico-1", "foto.jpg", "image/jpeg", 1234, None, ClaseEvidencia.FOTO)
ACTA = ArchivoAdjunto("file-2", "unico-2", "acta.pdf", "application/pdf", 99)
SITIO = ArchivoAdjunto(
    "", "lugar:3.45,-76.53", "ubicación", "", 0, None, ClaseEvidencia.UBICACION,
    latitud=Decimal("3.451600"), longitud=Decimal("-76.532000"),
)  # fmt: skip
T1 = Corte.de("2026-T1")


def _guardar(
    almacen: AlmacenSQL, entidad: Entidad, renglon: Renglon, clave: str, **cambios: object
) -> Avance:
    with almacen.unidad() as unidad:
        avance, _ = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, clave, **cambios))
        unidad.confirmar()
    return avance


def test_avance_dice_cual_es_el_ultimo_de_su_actividad(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El reemplazado conserva lo suyo y señala al que vino después, también si lo devolvieron."""
    autora = una_persona(almacen, entidad)
    uno, otro = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    primero = _guardar(almacen, entidad, uno, "a", autor_id=autora.id)
    _guardar(almacen, entidad, otro, "b")
    segundo = _guardar(almacen, entidad, uno, "c", correccion=Correccion(primero.folio, 1, "Se digitó mal"))

    with almacen.lectura() as unidad:
        viejo = unidad.ciclo.avance(entidad.id, primero.folio)
        nuevo = unidad.ciclo.avance(entidad.id, segundo.folio)
        assert unidad.ciclo.ultimo_de(uno.id) == segundo.folio
        assert unidad.ciclo.avance(entidad.id, "AV-2026-999999") is None
    assert viejo is not None
    assert (viejo.avance, viejo.autor_id, viejo.ultimo) == (primero, autora.id, segundo.folio)
    assert nuevo is not None
    assert (nuevo.avance, nuevo.vigencia, nuevo.ultimo) == (segundo, VIGENCIA, segundo.folio)


def test_folio_de_otra_entidad_no_se_ve(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cada entidad tiene sus folios: el mismo número en otra no es el suyo."""
    ajena = una_entidad(almacen, "76002")
    folio = _guardar(almacen, entidad, cargar(almacen, entidad, fila_plan())[0], "a").folio

    with almacen.lectura() as unidad:
        assert unidad.ciclo.avance(ajena.id, folio) is None


def test_movimiento_dice_cual_es_el_ultimo_de_su_momento(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Otro momento del mismo registro no lo reemplaza; otro del mismo momento, sí."""
    cargar(almacen, entidad, fila_plan())
    registro = registros(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        guardar = unidad.reportes.guardar_ejecucion
        cdp, _ = guardar(nueva_ejecucion(entidad, registro, "a"), registro.version)
        compromiso = nueva_ejecucion(entidad, registro, "b", momento=MomentoGasto.COMPROMISO)
        guardar(compromiso, registro.version + 1)
        solo = unidad.ciclo.ejecucion(entidad.id, cdp.folio)
        otro, _ = guardar(nueva_ejecucion(entidad, registro, "c", valor=Pesos(2000_00)), registro.version + 2)
        despues = unidad.ciclo.ejecucion(entidad.id, cdp.folio)
        unidad.confirmar()

    assert solo is not None
    assert (solo.ejecucion, solo.ultimo) == (cdp, cdp.folio)
    assert despues is not None
    assert despues.ultimo == otro.folio


def test_recientes_son_los_propios_que_nada_reemplaza(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """De lo más nuevo a lo más viejo, avances y gasto; ni ajenos, ni importados, ni reemplazados."""
    ana, beto = una_persona(almacen, entidad), una_persona(almacen, entidad, "Beto Díaz", 78)
    uno, otro, tres = cargar(almacen, entidad, *(fila_plan(f"A-00{n}") for n in (1, 2, 3)))
    registro = registros(almacen, entidad)[0]
    _guardar(almacen, entidad, uno, "a", autor_id=ana.id)
    suyo = _guardar(almacen, entidad, uno, "b", autor_id=ana.id, reportado_en=AHORA + timedelta(hours=1))
    _guardar(almacen, entidad, otro, "c", autor_id=beto.id)
    _guardar(almacen, entidad, tres, "d", autor_id=ana.id, origen=OrigenReporte.IMPORTACION)
    with almacen.unidad() as unidad:
        gasto = nueva_ejecucion(entidad, registro, autor_id=ana.id, reportado_en=AHORA + timedelta(hours=2))
        movimiento, _ = unidad.reportes.guardar_ejecucion(gasto, registro.version)
        recientes = unidad.ciclo.recientes(entidad.id, ana.id, [VIGENCIA], 6)
        assert unidad.ciclo.recientes(entidad.id, ana.id, [VIGENCIA], 1) == recientes[:1]
        unidad.confirmar()

    assert [uno.folio for uno in recientes] == [movimiento.folio, suyo.folio]
    assert [(r.objeto, r.porcentaje, r.momento, r.valor) for r in recientes] == [
        ("A-001", None, MomentoGasto.CDP, Pesos(1000_00)),
        ("A-001", suyo.porcentaje, None, None),
    ]


def test_reporte_del_corte_y_el_del_corte_anterior(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo que trajo un libro no cuenta como reporte del corte ni se repite."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    viejo = _guardar(almacen, entidad, renglon, "a", corte=T1)
    _guardar(almacen, entidad, renglon, "libro", origen=OrigenReporte.IMPORTACION)

    with almacen.lectura() as unidad:
        assert unidad.ciclo.del_corte(renglon.id, CORTE) is None
        assert unidad.ciclo.del_corte(renglon.id, T1) == viejo.folio
        assert unidad.ciclo.anterior_al_corte(renglon.id, CORTE) == viejo
        assert unidad.ciclo.anterior_al_corte(renglon.id, T1) is None


def test_mensajes_de_un_reporte_se_hallan_y_se_reescriben(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Un mensaje dio una respuesta de un reporte; si ahora da la de otro, vale la última."""
    with almacen.unidad() as unidad:
        unidad.ciclo.anotar_mensajes(entidad.id, 77, "AV-2026-000001", {"porcentaje": 5, "logro": 6})
        unidad.ciclo.anotar_mensajes(entidad.id, 77, "AV-2026-000002", {"frase": 6})
        unidad.ciclo.anotar_mensajes(entidad.id, 77, "AV-2026-000003", {})
        unidad.confirmar()
    with almacen.lectura() as unidad:
        assert unidad.ciclo.de_mensaje(entidad.id, 77, 5) == ("AV-2026-000001", "porcentaje")
        assert unidad.ciclo.de_mensaje(entidad.id, 77, 6) == ("AV-2026-000002", "frase")
        assert unidad.ciclo.de_mensaje(entidad.id, 78, 5) is None
        assert unidad.ciclo.de_mensaje(IdEntidad(entidad.id + 1), 77, 5) is None


def test_evidencias_guardan_quien_cuando_y_donde(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Foto, documento y lugar quedan con su clase; el lugar no tiene nada que bajar."""
    autora, otra = una_persona(almacen, entidad), una_persona(almacen, entidad, "Beto Díaz", 78)
    renglon = cargar(almacen, entidad, fila_plan())[0]
    antes = AHORA - timedelta(minutes=3)
    de_otra = replace(ACTA, recibida_en=antes, subida_por=otra.id)
    avance = _guardar(almacen, entidad, renglon, "a", autor_id=autora.id, evidencias=(FOTO, de_otra, SITIO))

    with almacen.lectura() as unidad:
        foto, acta, sitio = unidad.evidencias.de(avance.id)
        porguardar = unidad.reportes.evidencias_por_guardar(10)
    assert [e.nombre for e in porguardar] == ["foto.jpg", "acta.pdf"]
    assert (foto.clase, foto.subida_por, foto.recibida_en) == (ClaseEvidencia.FOTO, "Ana Ruiz", AHORA)
    assert (acta.clase, acta.subida_por, acta.recibida_en) == (ClaseEvidencia.DOCUMENTO, "Beto Díaz", antes)
    assert (sitio.latitud, sitio.longitud) == (Decimal("3.451600"), Decimal("-76.532000"))
    assert [e.se_muestra for e in (foto, acta, sitio)] == [True, False, True]
    assert {e.folio for e in (foto, acta, sitio)} == {avance.folio}


def test_archivo_repetido_se_senala_por_numero_y_por_contenido(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El mismo en otra actividad se ve al recibirlo y, si trae otro número, cuando ya se bajó."""
    uno, otro = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    primero = _guardar(almacen, entidad, uno, "a", evidencias=(FOTO, SITIO))
    copia = replace(FOTO, file_id="file-9", file_unique_id="unico-9", nombre="copia.jpg")
    segundo = _guardar(almacen, entidad, otro, "b", evidencias=(copia, SITIO))

    # En otro reporte de la misma actividad no es una repetición.
    tercero = _guardar(almacen, entidad, otro, "c", evidencias=(copia,))
    with almacen.lectura() as unidad:
        assert unidad.evidencias.repetidas_de(segundo.id) == []
        assert unidad.evidencias.repetidas_de(tercero.id) == []
    with almacen.unidad() as unidad:
        for pendiente in unidad.reportes.evidencias_por_guardar(10):
            unidad.reportes.evidencia_guardada(pendiente.id, "ab" * 32, 10)
        [repetida] = unidad.evidencias.repetidas_de(segundo.id)
        # De la otra actividad, una vez: su reporte más nuevo.
        assert [r.folio for r in unidad.evidencias.repetidas_de(primero.id)] == [tercero.folio]
        assert (repetida.nombre, repetida.folio, repetida.actividad_codigo) == (
            "copia.jpg",
            primero.folio,
            "A-001",
        )
        [uso] = unidad.evidencias.usos(entidad.id, ["unico-1", ""], otro.id)
        assert (uso.folio, uso.actividad_codigo) == (primero.folio, "A-001")
        assert unidad.evidencias.usos(entidad.id, ["unico-1"], uno.id) == []
        assert unidad.evidencias.usos(IdEntidad(entidad.id + 1), ["unico-1"], otro.id) == []
        assert unidad.evidencias.usos(entidad.id, [], otro.id) == []


def test_mismo_archivo_ya_bajado_no_se_baja_otra_vez(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La corrección hereda lo ya guardado, y lo rechazado sigue rechazado."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    _guardar(almacen, entidad, renglon, "a", evidencias=(FOTO, ACTA))
    with almacen.unidad() as unidad:
        foto, acta = unidad.reportes.evidencias_por_guardar(10)
        unidad.reportes.evidencia_guardada(foto.id, "ab" * 32, 10)
        unidad.evidencias.rechazada(acta.id, "cd" * 32, 12)
        unidad.confirmar()
    nuevo = _guardar(almacen, entidad, renglon, "b", evidencias=(FOTO, ACTA))

    with almacen.lectura() as unidad:
        assert unidad.reportes.evidencias_por_guardar(10) == []
        heredadas = [(e.estado, e.sha256) for e in unidad.evidencias.de(nuevo.id)]
        acciones = [fila[1].accion for fila in unidad.auditoria.ultimas(entidad.id, 5)]
    guardada, rechazada = EstadoEvidencia.GUARDADA, EstadoEvidencia.RECHAZADA
    assert heredadas == [(guardada, "ab" * 32), (rechazada, "cd" * 32)]
    assert "rechazar_evidencia" in acciones


def test_el_turno_deja_guardar_de_a_uno(compartido: AlmacenSQL) -> None:
    """Quien corrige y quien reporta a la vez se esperan: el segundo ve lo del primero."""
    entidad = una_entidad(compartido)
    renglon = cargar(compartido, entidad, fila_plan())[0]
    primero = _guardar(compartido, entidad, renglon, "a")

    def corregir(clave: str) -> bool:
        with compartido.unidad() as unidad:
            unidad.ciclo.esperar_turno(entidad.id, VIGENCIA)
            hallado = unidad.ciclo.avance(entidad.id, primero.folio)
            assert hallado is not None
            if hallado.ultimo != primero.folio:
                return False
            correccion = Correccion(primero.folio, 1, "x")
            unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, clave, correccion=correccion))
            unidad.confirmar()
            return True

    with ThreadPoolExecutor(4) as hilos:
        hechas = list(hilos.map(corregir, ("b", "c", "d", "e")))

    assert sum(hechas) == 1
