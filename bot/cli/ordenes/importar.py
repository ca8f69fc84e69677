"""``asistente importar``: revisar un libro, explicar lo que se entendió y guardarlo."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import (
    ActoDe,
    Anio,
    CodigoEntidad,
    ComoJson,
    Confirmar,
    FechaDelActo,
    Libro,
    RazonDe,
    SoloTipo,
)
from bot.cli.opciones_de_importar import (
    AceptarCodigo,
    AceptarCodigos,
    AceptarDudas,
    CerrarConReportes,
    Completo,
    ConPerfil,
    Explicar,
    Respuestas,
    Separar,
)
from bot.cli.puerta import abrir, contexto_de, fecha_pedida, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir
from dominio.valores.fechas import Vigencia

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.armado import Herramientas
    from bot.cli.lectura import Lectura, PedidoDeLectura
    from dominio.modelo.importacion import Decisiones
    from dominio.modelo.libro import ErrorDeLibro, ResumenImportacion
    from dominio.modelo.libro_recibido import PerfilGuardado


@app.command("importar", cls=OrdenEspanol)
def importar(
    archivo: Libro,
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    tipo: SoloTipo = None,
    perfil: ConPerfil = None,
    explicar: Explicar = False,
    aceptar_dudas: AceptarDudas = False,
    respuesta: Respuestas = None,
    aceptar_codigos: AceptarCodigos = False,
    aceptar_codigo: AceptarCodigo = None,
    completo: Completo = False,
    separar: Separar = None,
    cerrar_con_reportes: CerrarConReportes = False,
    razon: RazonDe = None,
    acto: ActoDe = None,
    fecha_acto: FechaDelActo = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Revisa un libro y dice qué cambiaría; con --confirmar lo guarda, todo o nada.

    Ejemplo: asistente importar plan.xlsx --entidad 76001 --vigencia 2026 --perfil auto --explicar
    """
    from bot.cli.lectura import PedidoDeLectura, leer_respuestas

    _exigir_archivo(archivo)
    pedido = PedidoDeLectura(archivo, vigencia, tipo, perfil, leer_respuestas(respuesta or ()), aceptar_dudas)
    codigos = ["todas"] if aceptar_codigos else aceptar_codigo
    decisiones = _decisiones(codigos, separar, (razon, acto, fecha_acto), completo=completo)
    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas:
        mesa = _Mesa(herramientas, entidad, anio, pedido, decisiones, como_json=como_json)
        if explicar:
            mesa.explicar()
        else:
            mesa.importar(confirmar=confirmar, cerrar=cerrar_con_reportes)


def _exigir_archivo(archivo: Path) -> None:
    if not archivo.is_file():
        raise ErrorDeOrden(f"No encuentro el archivo {archivo}. Revise la ruta.", Codigo.USO)


def _decisiones(
    codigos: Sequence[str] | None,
    separar: Sequence[str] | None,
    acto: tuple[str | None, str | None, str | None],
    *,
    completo: bool,
) -> Decisiones:
    """Lo que se resolvió en la orden; ``acto``: razón, número y fecha, si se dio alguno."""
    from bot.ordenes.parecidos import mas_parecido
    from dominio.modelo.importacion import Decisiones
    from dominio.modelo.modificacion import DatosDeModificacion

    razon, numero, fecha = acto
    datos = DatosDeModificacion(razon, numero, fecha_pedida(fecha)) if any(acto) else None
    return Decisiones(frozenset(codigos or ()), completo, frozenset(separar or ()), mas_parecido, datos)


class _Mesa:
    """Un libro sobre la mesa: se lee una vez y se explica, se revisa o se guarda."""

    def __init__(
        self,
        herramientas: Herramientas,
        entidad: str,
        vigencia: Vigencia,
        pedido: PedidoDeLectura,
        decisiones: Decisiones,
        *,
        como_json: bool,
    ) -> None:
        self._herramientas = herramientas
        self._entidad = entidad
        self._vigencia = vigencia
        self._pedido = pedido
        self._decisiones = decisiones
        self._como_json = como_json

    def explicar(self) -> None:
        """Dice hoja por hoja qué se entendió, con sus códigos dudosos; no guarda ni compara nada."""
        from bot.cli.libro_en_json import datos_de_lectura
        from bot.textos.lectura_de_libro import codigos_dudosos, explicacion
        from bot.textos.plano import sin_html

        lectura = self._leer()
        if lectura.libro.errores:
            self._decir_errores(lectura.libro.errores, lectura)
            raise typer.Exit(Codigo.RECHAZADO)
        lectura = self._con_codigos(lectura)
        perfil = lectura.perfil

        def frase() -> str:
            if perfil is None:
                dudosos = codigos_dudosos(lectura.libro.codigos, len(lectura.libro.codigos))
                propio = "El libro es del formato propio: se lee sin perfil."
                return "\n".join([propio, *(sin_html(linea) for linea in dudosos)])
            nombre = "nuevo, se guardaría como" if lectura.por_guardar else "guardado"
            titulo = f"Perfil {nombre} «{perfil.nombre}». No se guardó nada."
            return f"{titulo}\n{sin_html(explicacion(perfil, lectura.propuesta, lectura.libro))}"

        decir({"guardado": False, **datos_de_lectura(lectura)}, frase, self._como_json)

    def importar(self, *, confirmar: bool, cerrar: bool) -> None:
        """Muestra qué cambiaría y, si se confirmó y no queda nada por resolver, lo guarda.

        ``cerrar``: también cierra las actividades con reportes que un formato de la entidad ya no trae.
        """
        from bot.cli.codigos_del_libro import exigir_codigos
        from dominio.errores import ImportacionConErrores

        lectura = self._leer()
        if self._decisiones.aceptar_codigos and not lectura.libro.errores:
            exigir_codigos(self._decisiones.aceptar_codigos, self._con_codigos(lectura).libro.codigos)
        try:
            # Al guardar se revisa otra vez de todos modos: revisar antes sería hacerlo dos veces.
            guarda = confirmar and not lectura.pendientes
            resumen = self._guardar(lectura, cerrar=cerrar) if guarda else self._revisar(lectura)
        except ImportacionConErrores as causa:
            self._decir_errores(causa.datos["errores"], lectura)  # type: ignore[arg-type]
            raise typer.Exit(Codigo.RECHAZADO) from causa
        guarda = guarda and (cerrar or not resumen.cierra_con_reportes)
        self._decir_resumen(resumen, lectura, confirmado=guarda)
        if confirmar and not guarda:
            raise typer.Exit(Codigo.RECHAZADO)

    def _con_codigos(self, lectura: Lectura) -> Lectura:
        from bot.cli.codigos_del_libro import con_sus_codigos

        with self._herramientas.almacen.lectura() as unidad:
            return con_sus_codigos(contexto_de(self._herramientas, unidad, self._entidad), lectura)

    def _revisar(self, lectura: Lectura) -> ResumenImportacion:
        from dominio.casos.importar import revisar_importacion
        from dominio.errores import ImportacionConErrores

        with self._herramientas.almacen.lectura() as unidad:
            contexto = contexto_de(self._herramientas, unidad, self._entidad)
            revision = revisar_importacion(contexto, self._vigencia, lectura.libro, self._decisiones)
        if revision.resumen is None:
            raise ImportacionConErrores("libro", errores=revision.errores)
        return revision.resumen

    def _leer(self) -> Lectura:
        from bot.cli.lectura import leer

        guardados = self._guardados()
        with avanzando("Leyendo el libro", self._como_json):
            return leer(self._herramientas, self._pedido, guardados)

    def _guardados(self) -> Sequence[PerfilGuardado]:
        from bot.cli.lectura import AUTO
        from dominio.casos.perfiles import perfil, perfiles

        with self._herramientas.almacen.lectura() as unidad:
            contexto = contexto_de(self._herramientas, unidad, self._entidad)
            if self._pedido.perfil is None:
                return ()
            if self._pedido.perfil == AUTO:
                return perfiles(contexto)
            return (perfil(contexto, self._pedido.perfil),)

    def _guardar(self, lectura: Lectura, *, cerrar: bool) -> ResumenImportacion:
        """Lo guarda; si cierra actividades con reportes y no se pidió, no queda nada."""
        from bot.tareas.originales import conservar_original
        from dominio.casos.importar import importar as aplicar
        from dominio.casos.perfiles import guardar_perfil, registrar_libro

        herramientas, archivo = self._herramientas, self._pedido.archivo
        huella = hashlib.sha256(archivo.read_bytes()).hexdigest()
        with avanzando("Guardando el plan", self._como_json), herramientas.almacen.unidad() as unidad:
            contexto = contexto_de(herramientas, unidad, self._entidad)
            resumen = aplicar(contexto, self._vigencia, lectura.libro, huella, self._decisiones)
            if resumen.cierra_con_reportes and not cerrar:
                return resumen
            if lectura.perfil is not None and lectura.por_guardar:
                guardar_perfil(contexto, lectura.perfil.nombre, lectura.perfil)
            original = conservar_original(herramientas.datos, archivo)
            nombre = None if lectura.perfil is None else lectura.perfil.nombre
            registrar_libro(contexto, self._vigencia, original, nombre, aplicado=True)
            unidad.confirmar()
        return resumen

    def _decir_errores(self, errores: Sequence[ErrorDeLibro], lectura: Lectura) -> None:
        from bot.cli.frases_de_importar import frase_de_errores
        from bot.cli.lectura import conviene_un_perfil
        from bot.cli.libro_en_json import datos_de_errores, datos_de_lectura
        from bot.textos.libros import hay_celdas

        copia: Path | None = None
        if hay_celdas(errores):
            copia = self._pedido.archivo.with_name(f"{self._pedido.archivo.stem}.errores.xlsx")
            self._herramientas.escritor.anotado(self._pedido.archivo, errores, copia, lectura.libro)
        pista = conviene_un_perfil(self._pedido, errores)
        datos: dict[str, object] = {
            "guardado": False,
            "errores": datos_de_errores(errores),
            "copia": None if copia is None else str(copia),
            "pruebe_perfil": pista,
        }
        if self._pedido.perfil is not None:
            datos["lectura"] = datos_de_lectura(lectura)
        decir(datos, lambda: frase_de_errores(errores, copia, pista=pista), self._como_json)

    def _decir_resumen(self, resumen: ResumenImportacion, lectura: Lectura, *, confirmado: bool) -> None:
        from bot.cli.frases_de_importar import frase_del_resumen
        from bot.cli.libro_en_json import datos_de_lectura, datos_del_resumen

        datos = datos_del_resumen(resumen, guardado=confirmado)
        if self._pedido.perfil is not None:
            datos["lectura"] = datos_de_lectura(lectura)
            datos["dudas_pendientes"] = [duda.clave for duda in lectura.pendientes]

        def frase() -> str:
            return frase_del_resumen(resumen, lectura, self._vigencia, confirmado=confirmado)

        decir(datos, frase, self._como_json)
