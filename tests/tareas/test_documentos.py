"""Los documentos del plan llegan por el chat, se comprueban por dentro y se vuelven a enviar."""

from __future__ import annotations

import hashlib

from bot.simulador.validacion import Subida
from dominio.casos.contexto import Contexto
from dominio.casos.documentos import DatosDocumento, registrar_documento
from dominio.modelo.documento import ArchivoDeDocumento, ClaseDocumento, EstadoDocumento
from dominio.valores.fechas import Vigencia
from tests.apoyo.plan import AHORA, VIGENCIA, LunesAViernes
from tests.tareas.oficina import PACIENCIA, Oficina, con_documento, dice, hasta

PDF = b"%PDF-1.7 acta del consejo de gobierno"


def _documentos(oficina: Oficina) -> list[tuple[str, EstadoDocumento]]:
    with oficina.almacen.lectura() as unidad:
        todos = unidad.documentos.de(oficina.plan.entidad.id, VIGENCIA, VIGENCIA)
    return [(uno.archivo.nombre, uno.estado) for uno in todos]


async def test_acta_del_consejo_queda_en_disco_y_se_recibe(oficina: Oficina) -> None:
    """El acta adjunta baja, prueba el paso 6 y vuelve a quien la pide con un nombre nuestro."""
    pilar = oficina.persona("pilar")
    for texto, sigue in (
        ("/consejo", "¿Qué número tiene el acta?"),
        ("Acta 003 de 2026", "¿Qué día sesionó"),
        ("20 de enero de 2026", "Adjunte el acta"),
    ):
        await pilar.escribe(texto)
        await pilar.espera(dice(sigue), PACIENCIA)
    await pilar.adjunta(PDF, "../../acta rara.pdf")
    await pilar.espera(dice("revise antes de guardar"), PACIENCIA)
    await pilar.escribe("confirmar")
    await pilar.espera(dice("Aprobado por el Consejo de Gobierno"), PACIENCIA)

    listo = [EstadoDocumento.GUARDADO]
    await hasta(lambda: [estado for _n, estado in _documentos(oficina)] == listo, "que baje el acta")
    resumen = hashlib.sha256(PDF).hexdigest()
    en_disco = oficina.datos / "documentos" / resumen[:2] / resumen / "acta-2026-v1.pdf"
    assert en_disco.read_bytes() == PDF
    await pilar.escribe("/documentos acta")
    await pilar.espera(con_documento, PACIENCIA)
    await pilar.escribe("/pasos 6")
    await pilar.espera(dice("🟢 hecho"), PACIENCIA)


async def test_acta_que_no_es_lo_que_dice_no_sirve_de_prueba(oficina: Oficina) -> None:
    """Un programa con nombre de PDF no llega al disco: queda rechazado, en la traza, y el paso sin probar."""
    subida = Subida("acta.pdf", "application/pdf", b"MZ\x90 programa")
    file_id = oficina.telegram.mundo.archivos.guardar(subida, "documents").id
    with oficina.almacen.unidad() as unidad:
        pilar = oficina.plan.personas["pilar"]
        contexto = Contexto(unidad, pilar, oficina.plan.entidad, AHORA, LunesAViernes())
        recibido = ArchivoDeDocumento("acta.pdf", "application/pdf", 11, file_id=file_id)
        registrar_documento(contexto, DatosDocumento(ClaseDocumento.ACTA, recibido, vigencia=Vigencia(2026)))
        unidad.confirmar()

    await hasta(lambda: _documentos(oficina) == [("acta.pdf", EstadoDocumento.RECHAZADO)], "que se mire")
    assert not [uno for uno in (oficina.datos / "documentos").rglob("*") if uno.is_file()]
    assert oficina.traza("rechazar_documento") == 1
