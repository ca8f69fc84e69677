"""Un plan que vive: importaciones, modificaciones, reportes, gasto y decisiones al azar, con su reloj."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dominio.casos.contexto import Contexto
from dominio.casos.cortes import PeticionDeCorte, decidir_corte
from dominio.casos.devolver import devolver
from dominio.casos.ediciones import Ediciones
from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.casos.exportar import armar_consolidado
from dominio.casos.importar import importar
from dominio.casos.modificar import PeticionDeCambio, modificar_actividad
from dominio.casos.reportar import DatosAvance, ValorAvance, corte_actual, registrar_avance
from dominio.casos.resultados import DatosResultado, registrar_resultado
from dominio.casos.revisar import aprobar, cola
from dominio.errores import ErrorDominio
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.corte import AccionDeCorte
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.importacion import Decisiones
from dominio.modelo.libro import (
    FilaEjecucion,
    FilaIndicativo,
    FilaPAC,
    FilaPlan,
    FilaPOAI,
    LibroLeido,
)
from dominio.modelo.modificacion import ActoDelPlan, CampoModificable, DatosDeModificacion
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.plan import Renglon, TipoAcumulacion
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.puertos.unidad import Almacen
from dominio.reglas.cambios_sin_libro import Valor
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import fecha_bogota
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import BPIN, VIGENCIA, LunesAViernes, filas

_INICIO = datetime(2026, 1, 20, 15, tzinfo=UTC)
ACTO = ActoDelPlan("Acta 001", date(2026, 1, 22))
_OBSERVACION = Observacion("El valor no coincide con el soporte.", "Adjúntelo.", CampoObservado.VALOR)
_CADENA = (*[MomentoGasto.CDP] * 5, MomentoGasto.COMPROMISO, MomentoGasto.OBLIGACION, MomentoGasto.PAGO)


@dataclass
class PlanQueVive:
    """La entidad, su reloj y cómo se veía el plan en cada instante ya vivido.

    Attributes:
        vistos: instante → el consolidado que se armó entonces.
        hechos: lo que se hizo, para decirlo si algo falla.
    """

    almacen: Almacen
    azar: random.Random
    entidad: Entidad
    planeacion: Persona
    revisora: Persona
    ahora: datetime = _INICIO
    filas: list[FilaPlan] = field(default_factory=list)
    vistos: dict[datetime, Consolidado] = field(default_factory=dict)
    hechos: list[str] = field(default_factory=list)
    numero: int = 0

    @contextmanager
    def como(self, quien: Persona | None = None) -> Iterator[Contexto]:
        """Una transacción que se confirma si no hay error."""
        with self.almacen.unidad() as unidad:
            yield Contexto(unidad, quien or self.planeacion, self.entidad, self.ahora, LunesAViernes())
            unidad.confirmar()

    def vivir(self, pasos: int) -> None:
        """Carga el plan y hace tantas cosas al azar como se pida; mira el plan después de cada una."""
        self._importar(LibroLeido(plan=tuple(self.filas)))
        self.mirar()
        for paso in range(pasos):
            self.ahora += timedelta(hours=self.azar.randint(1, 300))
            if paso == pasos // 3:
                self._hacer(self.congelar)
            self._hacer(self.azar.choice(self._posibles()))
            self.mirar()

    def mirar(self) -> None:
        """Guarda cómo se ve el plan ahora."""
        with self.almacen.lectura() as unidad:
            ctx = Contexto(unidad, self.planeacion, self.entidad, self.ahora, LunesAViernes())
            corte = corte_actual(ctx, VIGENCIA)[0]
            self.vistos[self.ahora] = armar_consolidado(ctx, VIGENCIA, corte, None, "1.0")

    def congelar(self) -> None:
        """El Consejo aprueba el plan."""
        with self.como() as ctx:
            Ediciones(ctx, VIGENCIA).congelar(ACTO)

    def _posibles(self) -> list[Callable[[], None]]:
        de_dinero = [self._gastar, self._gastar, self._ejecucion_importada]
        de_plan = [self._reimportar, self._reimportar, self._modificar, self._instrumentos]
        return [
            *de_dinero,
            *de_plan,
            self._reportar,
            self._reportar,
            self._decidir,
            self._resultado,
            self._corte,
        ]

    def _hacer(self, que: Callable[[], None]) -> None:
        self.hechos.append(f"{self.ahora:%Y-%m-%d %H:%M} {que.__name__}")
        # Lo que el plan no permite en ese momento (gastar más de lo apropiado) no pasa, y ya.
        with suppress(ErrorDominio):
            que()

    def _datos(self) -> DatosDeModificacion:
        self.numero += 1
        return DatosDeModificacion("Ajuste del trimestre", f"Decreto {self.numero}", fecha_bogota(self.ahora))

    def _importar(self, libro: LibroLeido) -> None:
        with self.como() as ctx:
            importar(ctx, VIGENCIA, libro, "libro", Decisiones(modificacion=self._datos()))

    def _reimportar(self) -> None:
        """El libro con cambios: fechas, pesos, dinero, actividades que se van y que vuelven, avances."""
        mutaciones = {fila.actividad_codigo: self._mutacion() for fila in self.filas}
        nuevas = [replace(fila, **mutaciones[fila.actividad_codigo]) for fila in self.filas]
        fuera = {fila.actividad_codigo for fila in nuevas if self.azar.random() < 0.15}
        quedan = [fila for fila in nuevas if fila.actividad_codigo not in fuera]
        self._importar(LibroLeido(plan=tuple(quedan or nuevas)))
        self.filas = nuevas

    def _mutacion(self) -> dict[str, Any]:
        """Lo mismo en todos los renglones de la actividad: si no, se contradirían."""
        azar = self.azar
        if azar.random() < 0.6:
            return {}
        return {
            "fin": date(2026, azar.randint(6, 12), 28),
            "ponderacion": Porcentaje(azar.randint(0, 10_000)),
            "monto": Pesos(azar.randint(1, 10**12)),
            "cantidad_programada": azar.choice([None, Decimal("12.5")]),
            "avance": azar.choice([None, Porcentaje(azar.randint(0, 10_000))]),
        }

    def _instrumentos(self) -> None:
        azar = self.azar
        indicativo = FilaIndicativo(
            *("PI", 2, "MP-1", None, None, None, None, None, TipoAcumulacion.FLUJO, Decimal(400)),
            ((2025, None), (2026, Decimal(azar.randint(1, 200))), (2027, Decimal(5))),
            "Secretaría de Salud",
            azar.choice([(), ((2024, Decimal(azar.randint(1, 9))),)]),
        )
        poai = FilaPOAI(
            "POAI", 2, BPIN, None, "MP-1", None, "1.2.1.0.00", None, Pesos(azar.randint(0, 10**12))
        )
        pac = FilaPAC("PAC", 2, BPIN, "1.2.1.0.00", None, tuple(Pesos(azar.randint(0, 9)) for _ in range(12)))
        self._importar(LibroLeido(indicativo=(indicativo,), poai=(poai,), pac=(pac,)))

    def _ejecucion_importada(self) -> None:
        renglon = self._un_renglon()
        montos = sorted((Pesos(self.azar.randint(0, 10**11)) for _ in range(5)), reverse=True)
        fuente = "1.2.1.0.00" if self.azar.random() < 0.7 else "1.3.1.1.05"
        por_proyecto = self.azar.random() < 0.3
        base = FilaEjecucion("Ejecución", 2, None, renglon.codigo, fuente, *[None] * 11)
        definitiva, cdp, compromisos, obligaciones, pagos = montos
        fila = replace(
            base,
            bpin=BPIN if por_proyecto else None,
            actividad_codigo=None if por_proyecto else renglon.codigo,
            definitiva=definitiva,
            cdp=cdp,
            compromisos=compromisos,
            obligaciones=obligaciones,
            pagos=pagos,
        )
        self._importar(LibroLeido(ejecucion=(fila,)))

    def _modificar(self) -> None:
        azar, renglon = self.azar, self._un_renglon()
        posibles: list[tuple[CampoModificable, Valor]] = [
            (CampoModificable.FIN, date(2026, 12, azar.randint(1, 31))),
            (CampoModificable.PONDERACION, Porcentaje(azar.randint(0, 10_000))),
            (CampoModificable.MONTO, Pesos(azar.randint(1, 10**12))),
            (CampoModificable.CIERRE, None),
        ]
        campo, valor = azar.choice(posibles)
        with self.como() as ctx:
            registros = [
                r
                for r in ctx.unidad.planes.registros(self.entidad.id, VIGENCIA)
                if r.actividad_id == renglon.id
            ]
            registro = azar.choice(registros).id if campo is CampoModificable.MONTO and registros else None
            peticion = PeticionDeCambio(renglon.id, campo, valor, registro, modificacion=self._datos())
            modificar_actividad(ctx, peticion)

    def _reportar(self) -> None:
        renglon = self._un_renglon()
        valor = ValorAvance(porcentaje=Porcentaje(self.azar.randint(0, 10_000)))
        with self.como() as ctx:
            datos = DatosAvance(
                self._clave(),
                renglon.id,
                valor,
                "Hecho.",
                "Ninguna.",
                "Se contó mal.",
                aclaracion="Por gestión.",
            )
            registrar_avance(ctx, datos)

    def _gastar(self) -> None:
        with self.como() as ctx:
            registros = ctx.unidad.planes.registros(self.entidad.id, VIGENCIA)
            registro = self.azar.choice(registros)
            momento = self.azar.choice(_CADENA)
            valor = Pesos(self.azar.randint(1, 10**8))
            registrar_ejecucion(
                ctx, DatosEjecucion(self._clave(), registro.id, momento, valor, True, documento="CDP 12")
            )

    def _resultado(self) -> None:
        with self.como() as ctx:
            meta = self.azar.choice(ctx.unidad.planes.metas(self.entidad.id, VIGENCIA))
            datos = DatosResultado(
                self._clave(), meta.id, Decimal(self.azar.randint(0, 90)), aclaracion="Sí.", logro="Se hizo."
            )
            registrar_resultado(ctx, datos)

    def _decidir(self) -> None:
        with self.como(self.revisora) as ctx:
            folios = [reporte.folio for reporte in cola(ctx).reportes]
            if not folios:
                return
            folio = self.azar.choice(folios)
            if self.azar.random() < 0.5:
                aprobar(ctx, folio)
            else:
                devolver(ctx, folio, _OBSERVACION)

    def _corte(self) -> None:
        with self.como() as ctx:
            corte = corte_actual(ctx, VIGENCIA)[0]
            accion = self.azar.choice([AccionDeCorte.CERRAR, AccionDeCorte.REABRIR])
            hasta = None if accion is AccionDeCorte.CERRAR else ctx.hoy + timedelta(days=3)
            decidir_corte(ctx, PeticionDeCorte(accion, corte, hasta, "Por oficio."))

    def _un_renglon(self) -> Renglon:
        with self.almacen.lectura() as unidad:
            return self.azar.choice(unidad.planes.renglones(self.entidad.id, VIGENCIA))

    def _clave(self) -> str:
        self.numero += 1
        return f"azar-{self.numero}"


def plan_que_vive(almacen: Almacen, semilla: int, codigo: str = "76001") -> PlanQueVive:
    """Una entidad nueva con su plan por cargar."""
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear(codigo, "Distrito de Prueba")
        planeacion = unidad.personas.crear(NuevaPersona(entidad.id, "Pilar Mora", Rol.PLANEACION))
        revisora = unidad.personas.crear(NuevaPersona(entidad.id, "Nora Ruales", Rol.PLANEACION))
        unidad.confirmar()
    vivo = PlanQueVive(almacen, random.Random(semilla), entidad, planeacion, revisora)
    vivo.filas = list(filas())
    return vivo


def comparable(consolidado: Consolidado) -> Consolidado:
    """Sin lo que no es del plan: quién lo pidió, el rótulo y los contadores de concurrencia."""
    return replace(
        consolidado,
        actividades=tuple(replace(a, renglon=replace(a.renglon, version=0)) for a in consolidado.actividades),
        registros=tuple(replace(r, version=0) for r in consolidado.registros),
        control=replace(consolidado.control, generado_en=_INICIO, cabeza=None),
        version=None,
        visto_en=None,
    )
