using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dubbing.Studio.Data.Migrations
{
    /// <inheritdoc />
    public partial class Delivery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "Intonation",
                table: "Lines",
                type: "REAL",
                nullable: false,
                defaultValue: 1.0);

            migrationBuilder.AddColumn<double>(
                name: "PauseAfter",
                table: "Lines",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "PauseBefore",
                table: "Lines",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "PitchShift",
                table: "Lines",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Volume",
                table: "Lines",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "Sounds",
                table: "Lines",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Intonation",
                table: "Lines");

            migrationBuilder.DropColumn(
                name: "PauseAfter",
                table: "Lines");

            migrationBuilder.DropColumn(
                name: "PauseBefore",
                table: "Lines");

            migrationBuilder.DropColumn(
                name: "PitchShift",
                table: "Lines");

            migrationBuilder.DropColumn(
                name: "Volume",
                table: "Lines");

            migrationBuilder.DropColumn(
                name: "Sounds",
                table: "Lines");
        }
    }
}
